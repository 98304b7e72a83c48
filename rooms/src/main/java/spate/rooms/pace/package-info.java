/// How often things happen.
@NullMarked
package spate.rooms.pace;

import org.jspecify.annotations.NullMarked;
