package spate.rooms.room;

import java.util.List;

/// Where a session begins to read a room.
///
/// @param position offset that `joined` tells: what follows begins right after it
/// @param recovered whether that continues what the session had
/// @param history the newest events up to `position`, oldest first; empty where recovered
/// @param replay batches to write before the tail, in order
/// @param next number of the first batch of the tail
record JoinPoint(long position, boolean recovered, List<LogEvent> history, List<Batch> replay, long next) {}
