/// Reads what happened in a room from where it is kept: recent stretches in Redis, everything in MySQL.
@NullMarked
package spate.rooms.replay;

import org.jspecify.annotations.NullMarked;
