/// Whether this replica has more to do than it can: then who comes new is sent elsewhere, before those who are here
/// suffer.
@NullMarked
package spate.rooms.overload;

import org.jspecify.annotations.NullMarked;
