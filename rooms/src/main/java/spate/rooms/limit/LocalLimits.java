package spate.rooms.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// Rates and slow mode of those who post on this replica. Thread-safe. Holds at most one bucket for each viewer
/// who posted lately and one time for each who has to wait; at the bound those who come next are not limited here
/// until the next sweep.
final class LocalLimits {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(300);

    private final int viewersMax;
    private final ConcurrentHashMap<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Seat, Last> posted = new ConcurrentHashMap<>();

    private record Seat(RoomId room, String viewer) {}

    private record Last(EventId event, long atNanos) {}

    LocalLimits(int viewersMax) {
        this.viewersMax = viewersMax;
    }

    /// Takes the turn, if it may be.
    Taken take(Turn turn, long nowNanos) {
        var seat = new Seat(turn.room(), turn.viewer());
        long left = left(turn, posted.get(seat), nowNanos);
        if (left > 0) {
            return Taken.slowMode(left);
        }
        long wait = takeOne(turn, nowNanos);
        if (wait > 0) {
            return Taken.tooFast(wait);
        }
        remember(turn, seat, nowNanos);
        return Taken.YES;
    }

    /// Notes a turn that was taken elsewhere, so that this replica knows of it when it has to decide alone.
    void took(Turn turn, long nowNanos) {
        takeOne(turn, nowNanos);
        remember(turn, new Seat(turn.room(), turn.viewer()), nowNanos);
    }

    private static long left(Turn turn, @Nullable Last last, long nowNanos) {
        if (turn.pauseMillis() == 0 || last == null || last.event.equals(turn.event())) {
            return 0;
        }
        long left = TimeUnit.MILLISECONDS.toNanos(turn.pauseMillis()) - (nowNanos - last.atNanos);
        return left <= 0 ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
    }

    private long takeOne(Turn turn, long nowNanos) {
        if (buckets.size() >= viewersMax && !buckets.containsKey(turn.viewer())) {
            return 0;
        }
        var wait = new long[1];
        buckets.compute(turn.viewer(), (_, known) -> {
            TokenBucket bucket = known == null
                    ? new TokenBucket(turn.rate().perSecond(), turn.rate().burst(), nowNanos)
                    : known;
            wait[0] = bucket.take(nowNanos);
            return bucket;
        });
        return wait[0];
    }

    private void remember(Turn turn, Seat seat, long nowNanos) {
        if (turn.pauseMillis() > 0 && (posted.size() < viewersMax || posted.containsKey(seat))) {
            posted.put(seat, new Last(turn.event(), nowNanos));
        }
    }

    /// The message was not posted after all: slow mode does not wait after it.
    void giveBack(Turn turn) {
        posted.computeIfPresent(
                new Seat(turn.room(), turn.viewer()), (_, last) -> last.event.equals(turn.event()) ? null : last);
    }

    /// Forgets those whose buckets are full again and who need not wait any more in any room.
    void sweep(long nowNanos) {
        buckets.keySet()
                .forEach(viewer ->
                        buckets.computeIfPresent(viewer, (_, bucket) -> bucket.isFull(nowNanos) ? null : bucket));
        posted.values().removeIf(last -> nowNanos - last.atNanos > LONGEST_NANOS);
    }

    int size() {
        return buckets.size() + posted.size();
    }
}
