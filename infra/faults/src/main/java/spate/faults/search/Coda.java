package spate.faults.search;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What happens in every scenario once all is whole again and everybody is back, because by chance it happens
/// seldom: everything is sent again, somebody reads nothing during a flood and then goes on, and events come
/// one by one and stop, so that whoever misses a wake-up is not woken by the next event.
final class Coda {

    private static final int AGAIN = 3;
    private static final int FLOOD_EVENTS = 700;
    private static final int FLOOD_LETTERS = 1_000;
    private static final int TRICKLES = 6;
    private static final int TRICKLE_MAX = 12;
    private static final long SEEN_NANOS_MAX = TimeUnit.SECONDS.toNanos(3);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<Watcher> watchers;
    private final List<String> rooms;
    private final Appender appender;
    private final Random random;

    Coda(List<Watcher> watchers, List<String> rooms, Appender appender, long seed) {
        this.watchers = watchers;
        this.rooms = rooms;
        this.appender = appender;
        this.random = new Random(seed);
    }

    void play() {
        for (int n = 0; n < AGAIN; n++) {
            watchers.forEach(watcher -> watcher.repeat(random.nextInt(100)));
            appender.again(random.nextInt(100));
        }
        await(() -> watchers.stream().allMatch(Watcher::isAnswered));
        Watcher slow = watchers.get(random.nextInt(watchers.size()));
        slow.read(false);
        appender.append(rooms.getFirst(), FLOOD_EVENTS, FLOOD_LETTERS);
        appender.flush();
        slow.read(true);
        for (int n = 0; n < TRICKLES && areAtTheSamePlace(); n++) {
            for (String room : rooms) {
                appender.trickle(room, 1 + random.nextInt(TRICKLE_MAX));
            }
            appender.flush();
        }
    }

    /// Whether all were told as much, soon. Where not, somebody stands still, and nothing more may wake them.
    private boolean areAtTheSamePlace() {
        return await(() -> rooms.stream()
                .allMatch(room -> watchers.stream()
                                .mapToLong(watcher -> watcher.told(room))
                                .distinct()
                                .count()
                        <= 1));
    }

    private static boolean await(BooleanSupplier state) {
        long deadline = System.nanoTime() + SEEN_NANOS_MAX;
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
