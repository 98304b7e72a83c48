package spate.rooms.room;

import java.util.List;

/// What came before a room's tail, kept for those who join next. It is good only as long as the tail begins
/// where it began when this was looked up. For one thread.
final class Older {

    private static final long NEVER = Long.MIN_VALUE;

    private long upTo = NEVER;
    private List<LogEvent> events = List.of();

    /// @param covered where the tail began
    /// @param found the newest events up to there, oldest first; fewer than asked only where there are no more
    void know(long covered, List<LogEvent> found) {
        upTo = covered;
        events = List.copyOf(found);
    }

    boolean isKnown(long covered) {
        if (covered != upTo && upTo != NEVER) {
            upTo = NEVER;
            events = List.of();
        }
        return upTo != NEVER;
    }

    /// The events before a tail that begins there; none where they are not known.
    List<LogEvent> before(long covered) {
        return isKnown(covered) ? events : List.of();
    }
}
