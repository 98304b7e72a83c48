package spate.rooms.room;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of the rooms in memory; prefix `spate.rooms`.
///
/// @param batchBytes where a flush is cut into several frames, 1 KiB to 1 MiB of events
/// @param windowLeast shortest time between two frames of a busy room, 0 to 1 s
/// @param windowMost longest time between two frames of any room, up to 1 s: adds to every message's way in a
///     flood
/// @param share part of the machine that one room's frames may take, 0.05 to 1: the smaller, the longer the
///     window
/// @param tailBatches most batches of a room's tail, a power of two from 16 to 65,536
/// @param tailBytes most bytes of a room's tail, 64 KiB to 1 GiB: how far a slow session may fall behind
/// @param tailsBytes what all tails together share, at least 1 MiB: each may hold as much as is left of it, and
///     256 KiB in any case
/// @param idle how long a room without sessions is kept, 1 s to 1 h
/// @param replayMax most events that a resuming session is given from the archive, 100 to 100,000; above it the
///     session begins anew
/// @param resumeWait how long a resuming session waits for this replica to read up to its position, 100 ms to
///     30 s
/// @param unknownFor how long a room that is not there is not asked for again, 0 to 1 min: longer saves look-ups,
///     and lets a room that was asked for too early seem unknown until something happens in it
/// @param unknownMax most rooms that are known not to be there, 10 to 1,000,000; above it the first is forgotten
/// @param loadsMax most rooms that are loaded at once, 1 to 100,000; above it joins of further ones are answered
///     `unavailable`
/// @param joinsMax most joins that wait for one room to load, 100 to 1,000,000
@ConfigurationProperties("spate.rooms")
public record RoomsProperties(
        @DefaultValue("49152") int batchBytes,
        @DefaultValue("4ms") Duration windowLeast,
        @DefaultValue("100ms") Duration windowMost,
        @DefaultValue("0.25") double share,
        @DefaultValue("1024") int tailBatches,
        @DefaultValue("8388608") long tailBytes,
        @DefaultValue("268435456") long tailsBytes,
        @DefaultValue("60s") Duration idle,
        @DefaultValue("5000") int replayMax,
        @DefaultValue("5s") Duration resumeWait,
        @DefaultValue("3s") Duration unknownFor,
        @DefaultValue("10000") int unknownMax,
        @DefaultValue("1000") int loadsMax,
        @DefaultValue("100000") int joinsMax) {

    /// What each tail may hold whatever the others do.
    private static final long TAIL_BYTES_LEAST = 256 * 1024;

    public RoomsProperties {
        check(batchBytes >= 1 << 10 && batchBytes <= 1 << 20, "batch-bytes", "must be 1 KiB to 1 MiB");
        check(between(windowLeast, Duration.ZERO, Duration.ofSeconds(1)), "window-least", "must be 0 to 1 s");
        check(between(windowMost, windowLeast, Duration.ofSeconds(1)), "window-most", "must be window-least to 1 s");
        check(share >= 0.05 && share <= 1, "share", "must be 0.05 to 1");
        check(
                tailBatches >= 16 && tailBatches <= 65_536 && Integer.bitCount(tailBatches) == 1,
                "tail-batches",
                "must be a power of two from 16 to 65,536");
        check(tailBytes >= 64 << 10 && tailBytes <= 1 << 30, "tail-bytes", "must be 64 KiB to 1 GiB");
        check(tailsBytes >= 1 << 20, "tails-bytes", "must be at least 1 MiB");
        check(between(idle, Duration.ofSeconds(1), Duration.ofHours(1)), "idle", "must be 1 s to 1 h");
        check(replayMax >= 100 && replayMax <= 100_000, "replay-max", "must be 100 to 100,000");
        check(
                between(resumeWait, Duration.ofMillis(100), Duration.ofSeconds(30)),
                "resume-wait",
                "must be 100 ms to 30 s");
        check(between(unknownFor, Duration.ZERO, Duration.ofMinutes(1)), "unknown-for", "must be 0 to 1 min");
        check(unknownMax >= 10 && unknownMax <= 1_000_000, "unknown-max", "must be 10 to 1,000,000");
        check(loadsMax >= 1 && loadsMax <= 100_000, "loads-max", "must be 1 to 100,000");
        check(joinsMax >= 100 && joinsMax <= 1_000_000, "joins-max", "must be 100 to 1,000,000");
    }

    /// What one tail may hold where all together hold so much: as much as is left, so that one huge room has a long
    /// tail, and many share without a cliff (dynamic thresholds: Choudhury and Hahne, 1998).
    long tailBytesNow(long heldByAll) {
        return Math.min(tailBytes, Math.max(TAIL_BYTES_LEAST, tailsBytes - heldByAll));
    }

    private static boolean between(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void check(boolean holds, String key, String message) {
        if (!holds) {
            throw new IllegalArgumentException("spate.rooms." + key + " " + message);
        }
    }
}
