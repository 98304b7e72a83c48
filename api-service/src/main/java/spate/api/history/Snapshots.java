package spate.api.history;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.replay.SingleFlight;

/// The snapshots of hot rooms: those that this replica made or got from Redis lately. Thread-safe. A snapshot
/// answers for a second; where no newer one is made, because the database does not answer, for five.
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long FRESH_MILLIS = 1_000;
    private static final long LIFE_MILLIS = 5_000;
    private static final Duration ANSWER = Duration.ofMillis(300);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int LOOKS_MAX = 10;
    private static final int FLIGHTS_MAX = 1_000;

    // What there is, and how old it is.
    private static final RedisScript<List<Object>> READ = script("""
            local found = redis.call('GET', KEYS[1])
            return found and {found, ARGV[1] - redis.call('PTTL', KEYS[1])} or {}
            """);

    private final ReactiveStringRedisTemplate redis;
    private final LongSupplier nanoTime;
    private final SingleFlight<RoomId, Held> flights = new SingleFlight<>(FLIGHTS_MAX);
    private final Map<RoomId, Held> held;

    /// @param roomsMax snapshots that are held; of more, those used longest ago are forgotten
    Snapshots(ReactiveStringRedisTemplate redis, int roomsMax, LongSupplier nanoTime) {
        this.redis = redis;
        this.nanoTime = nanoTime;
        this.held = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RoomId, Held> eldest) {
                return size() > roomsMax;
            }
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static RedisScript<List<Object>> script(String text) {
        return (RedisScript) RedisScript.of(text, List.class);
    }

    /// Keeps a new snapshot, here and for the other replicas. Never fails; without Redis, here only.
    Mono<Snapshot> publish(RoomId room, Snapshot snapshot) {
        return Mono.defer(() -> {
            keep(room, new Held(snapshot, nowMillis()));
            return redis.opsForValue()
                    .set(key(room), snapshot.text(), Duration.ofMillis(LIFE_MILLIS))
                    .timeout(ANSWER)
                    .doOnError(e -> LOG.debug("a snapshot is not shared: {}", e.toString()))
                    .onErrorReturn(false)
                    .thenReturn(snapshot);
        });
    }

    /// The snapshot of a room; empty where there is none within half a second. Never fails.
    Mono<Snapshot> find(RoomId room) {
        return Mono.defer(() -> {
                    Held mine = mine(room);
                    return mine != null && nowMillis() - mine.takenMillis() < FRESH_MILLIS
                            ? Mono.just(mine)
                            : flights.share(room, () -> look(room));
                })
                .map(Held::snapshot);
    }

    /// What Redis has, where it is not older than what is here; the first one of a hot room is waited for.
    private Mono<Held> look(RoomId room) {
        return Mono.defer(() -> redis.execute(READ, List.of(key(room)), List.of(Long.toString(LIFE_MILLIS)))
                        .next()
                        .timeout(ANSWER)
                        .flatMap(found -> Mono.justOrEmpty(held(found)))
                        .doOnNext(found -> keep(room, found))
                        .onErrorResume(e -> {
                            LOG.debug("no snapshot from Redis: {}", e.toString());
                            return Mono.empty();
                        })
                        .then(Mono.defer(() -> Mono.justOrEmpty(mine(room))))
                        .filter(known -> nowMillis() - known.takenMillis() < LIFE_MILLIS))
                .repeatWhenEmpty(LOOKS_MAX, looks -> looks.delayElements(LOOK_EVERY))
                .onErrorResume(IllegalStateException.class, _ -> Mono.empty());
    }

    private @Nullable Held held(List<Object> found) {
        if (found.size() < 2) {
            return null;
        }
        long age = Math.max(0, Long.parseLong(String.valueOf(found.get(1))));
        return Snapshot.parse(String.valueOf(found.get(0)))
                .map(snapshot -> new Held(snapshot, nowMillis() - age))
                .orElse(null);
    }

    private @Nullable Held mine(RoomId room) {
        synchronized (held) {
            return held.get(room);
        }
    }

    private void keep(RoomId room, Held found) {
        synchronized (held) {
            held.merge(room, found, (a, b) -> a.takenMillis() > b.takenMillis() ? a : b);
        }
    }

    private long nowMillis() {
        return nanoTime.getAsLong() / 1_000_000;
    }

    private static String key(RoomId room) {
        return "spate:snapshot:{" + room + '}';
    }

    /// @param takenMillis when it was taken, by this replica's clock that only goes forward
    private record Held(Snapshot snapshot, long takenMillis) {}
}
