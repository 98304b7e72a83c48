package spate.rooms.log;

import java.util.List;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Reads stretches of the log again, apart from the tail. Thread-safe.
///
/// What it answers is the log's own, in order, each event once: an event that was appended before within the
/// repeat window is left out, as the tail leaves it out. Where a stretch cannot be read in whole, because the log
/// does not answer, has let go of it, is another one, or the bounds of [LogReadProperties] are reached, it fails
/// with [LogUnavailableException]. Every answer comes within the configured time, on a thread of the reader's.
public interface LogStretches {

    /// All events of a room between two offsets, both exclusive; fails where there are more than `limit`.
    ///
    /// @param after at least -1
    /// @param before at most the offset that the tail reads next
    Mono<List<Parsed.Event>> after(RoomId room, String epoch, long after, long before, int limit);

    /// The newest events of a room before an offset, without a gap up to there, oldest first: at most `limit`, and
    /// fewer where the stretch that is looked at has no more.
    Mono<List<Parsed.Event>> newestBefore(RoomId room, String epoch, long before, int limit);
}
