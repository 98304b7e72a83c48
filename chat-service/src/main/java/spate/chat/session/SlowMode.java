package spate.chat.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import spate.protocol.RoomId;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;

/// When each viewer last posted in rooms with slow mode, on this replica. Thread-safe; holds one time for each
/// viewer who has to wait.
final class SlowMode {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(300);

    /// Who is kept from writing does not come as far as here.
    private static final long UNRESTRICTED = Long.MAX_VALUE;

    private final ConcurrentHashMap<Seat, Long> postedAt = new ConcurrentHashMap<>();

    /// How long a viewer has yet to wait, 0 for not at all. The owner never waits.
    long waitMillis(RoomPolicy policy, String viewer, long nowNanos) {
        long pause = pauseNanos(policy, viewer);
        Long last = pause == 0 ? null : postedAt.get(new Seat(policy.room(), viewer));
        long left = last == null ? 0 : pause - (nowNanos - last);
        return left <= 0 ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
    }

    void posted(RoomPolicy policy, String viewer, long nowNanos) {
        if (pauseNanos(policy, viewer) > 0) {
            postedAt.put(new Seat(policy.room(), viewer), nowNanos);
        }
    }

    /// The viewer need not wait after all.
    void forget(RoomPolicy policy, String viewer) {
        postedAt.remove(new Seat(policy.room(), viewer));
    }

    private static long pauseNanos(RoomPolicy policy, String viewer) {
        return policy.allows(Right.POST_AT_ONCE, viewer, UNRESTRICTED)
                ? 0
                : TimeUnit.SECONDS.toNanos(policy.settings().slowModeSeconds());
    }

    /// Forgets who need not wait any more in any room.
    void sweep(long nowNanos) {
        postedAt.values().removeIf(last -> nowNanos - last > LONGEST_NANOS);
    }

    private record Seat(RoomId room, String viewer) {}
}
