package spate.rooms.room;

import java.util.List;

/// What came before a room's tail, kept for those who join next. It is good only as long as the tail begins
/// where it began when this was looked up; where not everything could be known it is asked again after a while.
/// For one thread.
final class Older {

    private static final long NEVER = Long.MIN_VALUE;

    private long upTo = NEVER;
    private long askAgainNanos;
    private boolean isAll;
    private List<LogEvent> events = List.of();

    /// @param covered where the tail began
    /// @param found the newest events up to there, oldest first, without a gap; fewer than asked only where there
    ///     are no more
    void know(long covered, List<LogEvent> found) {
        know(covered, found, true, 0);
    }

    /// @param found what could be known of the newest events up to there, oldest first, without a gap
    /// @param untilNanos until when nobody asks again
    void knowForNow(long covered, List<LogEvent> found, long untilNanos) {
        know(covered, found, false, untilNanos);
    }

    private void know(long covered, List<LogEvent> found, boolean all, long untilNanos) {
        upTo = covered;
        events = List.copyOf(found);
        isAll = all;
        askAgainNanos = untilNanos;
    }

    /// Whether there is no need to ask.
    boolean isKnown(long covered, long nowNanos) {
        if (upTo != NEVER && (covered != upTo || (!isAll && nowNanos - askAgainNanos >= 0))) {
            upTo = NEVER;
            events = List.of();
        }
        return upTo != NEVER;
    }

    /// The events before a tail that begins there; none where they are not known.
    List<LogEvent> before(long covered) {
        return covered == upTo ? events : List.of();
    }
}
