package spate.rooms.room;

import java.util.function.LongSupplier;

/// How long a room gathers events before it sends them on.
///
/// The cost of fan-out is per frame, several microseconds of CPU for each session almost whatever the frame holds. So a
/// room sends at once when it was quiet, and then at most as often as the frames of its sessions take a set share of
/// the machine, by what a frame has cost of late: on a machine that is slow or busy, windows grow.
final class BatchWindow {

    private final long leastNanos;
    private final long mostNanos;
    private final double share;
    private final LongSupplier frameNanos;

    /// @param leastNanos shortest window of a busy room
    /// @param mostNanos longest window of any room
    /// @param cores how many cores the frames are spread over
    /// @param share part of those cores that one room's frames may take
    /// @param frameNanos what a frame to one session costs now
    BatchWindow(long leastNanos, long mostNanos, int cores, double share, LongSupplier frameNanos) {
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
        this.share = share * cores;
        this.frameNanos = frameNanos;
    }

    /// Least time between two frames to each of so many sessions.
    long nanos(int sessions) {
        long wanted = (long) (sessions * frameNanos.getAsLong() / share);
        return Math.clamp(wanted, leastNanos, mostNanos);
    }
}
