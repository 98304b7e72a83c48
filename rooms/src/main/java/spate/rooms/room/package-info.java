/// The room core: what the log carries, routed to rooms in memory and fanned out to every session of the room.
///
/// One thread, the relay, owns all rooms and writes their tails; each session reads a tail with a cursor of its
/// own on its own event loop. Nothing is queued for a session: a slow one costs a number.
@NullMarked
package spate.rooms.room;

import org.jspecify.annotations.NullMarked;
