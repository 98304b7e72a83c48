/// How many viewers used which word in a room within the last minute, as Redis counts it.
@NullMarked
package spate.rooms.hotwords;

import org.jspecify.annotations.NullMarked;
