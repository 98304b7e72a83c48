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

    /// Sessions that a report is about, where there are as many: of fewer, a thread that was pushed off for a moment
    /// would be more than a report may say, and frames would look cheaper than they are.
    private static final int SESSIONS_FULL = 256;

    /// Reports that a change takes to arrive, about: one pause of the collector must not change the window.
    private static final int INERTIA = 16;

    private volatile long nanos = FIRST_NANOS;

    /// Nanoseconds for each session.
    long nanos() {
        return nanos;
    }

    /// A clock for passes over sessions of one room.
    Clock clock() {
        return new Clock();
    }

    private void report(int sessions, long elapsedNanos) {
        long before = nanos;
        long each = Math.clamp(elapsedNanos / sessions, LEAST_NANOS, MOST_NANOS);
        nanos = before + (each - before) / INERTIA;
    }

    /// Adds up the slices of a pass until they are enough to be reported. For one event loop.
    final class Clock {

        private int sessions;
        private long elapsedNanos;

        private Clock() {}

        /// Takes what a slice took.
        ///
        /// @param written how many sessions were written to
        /// @param nanos on the clock
        void slice(int written, long nanos) {
            sessions += written;
            elapsedNanos += nanos;
            if (sessions >= SESSIONS_FULL) {
                tell();
            }
        }

        /// Reports what was added up, and forgets it where it was too few sessions: at the end of a pass.
        void tell() {
            if (sessions >= SESSIONS_MIN) {
                report(sessions, elapsedNanos);
            }
            sessions = 0;
            elapsedNanos = 0;
        }
    }
}
