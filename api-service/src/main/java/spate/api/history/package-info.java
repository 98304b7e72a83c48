/// The stored events of a room, paged both ways.
@NullMarked
package spate.api.history;

import org.jspecify.annotations.NullMarked;
