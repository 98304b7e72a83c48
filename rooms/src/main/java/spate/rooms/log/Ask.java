package spate.rooms.log;

import java.util.ArrayDeque;
import java.util.List;
import reactor.core.publisher.MonoSink;
import spate.protocol.RoomId;

/// One who waits for a stretch of a room, and what was found so far. For one thread at a time.
final class Ask {

    final RoomId room;
    final String epoch;
    final long before;
    final boolean newest;
    final long sinceNanos;
    private final int limit;
    private final MonoSink<List<Parsed.Event>> sink;
    private final ArrayDeque<Parsed.Event> found = new ArrayDeque<>();
    private long from;
    private boolean failed;

    /// @param from first offset that is wanted
    /// @param before exclusive
    /// @param newest whether the newest `limit` are enough; else more than that fail it
    Ask(
            RoomId room,
            String epoch,
            long from,
            long before,
            int limit,
            boolean newest,
            long sinceNanos,
            MonoSink<List<Parsed.Event>> sink) {
        this.room = room;
        this.epoch = epoch;
        this.from = from;
        this.before = before;
        this.limit = limit;
        this.newest = newest;
        this.sinceNanos = sinceNanos;
        this.sink = sink;
    }

    long from() {
        return from;
    }

    /// How many offsets it spans.
    long span() {
        return before - from;
    }

    boolean hasFailed() {
        return failed;
    }

    /// The log begins there now: the newest are those that are left, and anything else must be there in whole.
    void logBeginsAt(long first) {
        if (newest) {
            from = Math.clamp(from, Math.min(first, before), before);
        } else if (from < first) {
            fail("the log has let go of it");
        }
    }

    /// Takes an event of the room, if it is one of those that are wanted.
    ///
    /// @return how many bytes more are kept
    long tell(Parsed.Event event) {
        if (failed || event.offset() >= before || event.offset() < from) {
            return 0;
        }
        long kept = event.entry().body().length;
        found.addLast(event);
        if (found.size() > limit) {
            if (!newest) {
                fail("it has more events than may be replayed");
                return 0;
            }
            kept -= found.removeFirst().entry().body().length;
        }
        return kept;
    }

    /// Gives what was found, unless it failed before.
    void answer() {
        if (!failed) {
            sink.success(List.copyOf(found));
        }
    }

    void fail(String why) {
        if (!failed) {
            failed = true;
            found.clear();
            sink.error(new LogUnavailableException(why));
        }
    }
}
