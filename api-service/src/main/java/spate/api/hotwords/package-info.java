/// The words that trend in a room.
@NullMarked
package spate.api.hotwords;

import org.jspecify.annotations.NullMarked;
