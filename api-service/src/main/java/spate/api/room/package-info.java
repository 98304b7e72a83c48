/// Rooms: created, listed, read, changed, opened and closed.
@NullMarked
package spate.api.room;

import org.jspecify.annotations.NullMarked;
