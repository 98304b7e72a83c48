/// How often things happen, and from when to when.
@NullMarked
package spate.rooms.pace;

import org.jspecify.annotations.NullMarked;
