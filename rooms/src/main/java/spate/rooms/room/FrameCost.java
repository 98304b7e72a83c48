package spate.rooms.room;

/// What it takes to write to one session, as the event loops see it: time on the clock, so that work that competes for
/// the machine makes it dearer. Thread-safe; of two reports at the same moment one may be lost.
final class FrameCost {

    /// Where nothing was measured yet; docs/performance.md has the figures.
    static final long FIRST_NANOS = 8_000;

    private static final long LEAST_NANOS = 2_000;
    private static final long MOST_NANOS = 64_000;

    /// Below it, what comes with every pass weighs too much.
    private static final int SESSIONS_MIN = 32;

    /// Reports that a change takes to arrive, about: one pause of the collector must not change the window.
    private static final int INERTIA = 16;

    private volatile long nanos = FIRST_NANOS;

    /// Takes what a pass over a room's sessions took.
    ///
    /// @param sessions how many were written to
    /// @param elapsedNanos on the clock
    void took(int sessions, long elapsedNanos) {
        if (sessions >= SESSIONS_MIN) {
            long before = nanos;
            long each = Math.clamp(elapsedNanos / sessions, LEAST_NANOS, MOST_NANOS);
            nanos = before + (each - before) / INERTIA;
        }
    }

    /// Nanoseconds for each session.
    long nanos() {
        return nanos;
    }
}
