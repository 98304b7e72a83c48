package spate.api.hot;

/// How many answers one replica gave from a snapshot this second. Thread-safe.
final class Answers {

    private static final long OVER_MILLIS = 2_000;

    private long second = Long.MIN_VALUE;
    private long takenAt;
    private int count;

    /// Whether there may be another answer.
    synchronized boolean take(long now, int most) {
        if (second != Math.floorDiv(now, 1_000)) {
            second = Math.floorDiv(now, 1_000);
            count = 0;
        }
        takenAt = now;
        return count++ < most;
    }

    /// Whether nobody asked for a while.
    synchronized boolean isOver(long now) {
        return now - takenAt > OVER_MILLIS;
    }
}
