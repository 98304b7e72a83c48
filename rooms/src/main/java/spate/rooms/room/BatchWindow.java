package spate.rooms.room;

/// How long a room gathers events before it sends them on.
///
/// The cost of fan-out is per frame, about 8 µs of CPU for each session whatever the frame holds. So a room
/// sends at once when it was quiet, and then at most as often as the frames of its sessions take a set share of
/// the machine.
final class BatchWindow {

    /// CPU of one frame to one session, measured; docs/performance.md has the figures.
    private static final long FRAME_NANOS = 8_000;

    private final long leastNanos;
    private final long mostNanos;
    private final double share;

    /// @param leastNanos shortest window of a busy room
    /// @param mostNanos longest window of any room
    /// @param cores how many cores the frames are spread over
    /// @param share part of those cores that one room's frames may take
    BatchWindow(long leastNanos, long mostNanos, int cores, double share) {
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
        this.share = share * cores;
    }

    /// Least time between two frames to each of so many sessions.
    long nanos(int sessions) {
        long wanted = (long) (sessions * FRAME_NANOS / share);
        return Math.clamp(wanted, leastNanos, mostNanos);
    }
}
