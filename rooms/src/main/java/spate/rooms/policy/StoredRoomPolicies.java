package spate.rooms.policy;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.database.BrokenConnection;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordLists;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Policies from MySQL, with a copy in Redis for the time when MySQL is away. The copy may be older than what
/// was last decided; the events of the log, which carry versions, bring it up to date for every room in memory.
/// After MySQL did not answer, the copy alone is asked for a second.
final class StoredRoomPolicies implements RoomPolicies {

    private static final Logger log = LoggerFactory.getLogger(StoredRoomPolicies.class);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration COPY_TIMEOUT = Duration.ofMillis(500);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration COPY_LIFE = Duration.ofDays(1);

    private final PolicyRows rows;
    private final WordLists words;
    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    /// Until when MySQL, which did not answer, is not asked.
    private final AtomicLong pausedUntilNanos = new AtomicLong(System.nanoTime());

    StoredRoomPolicies(
            DatabaseClient database, WordLists words, ReactiveStringRedisTemplate redis, JsonMapper json, Clock clock) {
        this.rows = new PolicyRows(database, json, clock);
        this.words = words;
        this.redis = redis;
        this.json = json;
    }

    @Override
    public Mono<RoomPolicy> find(RoomId room) {
        return asked(room).flatMap(policy -> copy(policy).thenReturn(policy)).onErrorResume(e -> {
            log.warn("MySQL cannot say what room {} demands: {}", room, String.valueOf(e.getMessage()));
            return copied(room).switchIfEmpty(Mono.error(e));
        });
    }

    @Override
    public Mono<BlockedWords> words(RoomId room) {
        return askedNow(() -> words.find(room));
    }

    private Mono<RoomPolicy> asked(RoomId room) {
        return askedNow(() -> rows.find(room));
    }

    private <T> Mono<T> askedNow(Supplier<Mono<T>> question) {
        return Mono.defer(() -> {
            if (System.nanoTime() - pausedUntilNanos.get() < 0) {
                return Mono.error(new IllegalStateException("it did not answer a moment ago"));
            }
            return question.get()
                    .retryWhen(BrokenConnection.again())
                    .timeout(STORE_TIMEOUT)
                    .doOnError(
                            e -> !(e instanceof JacksonException),
                            _ -> pausedUntilNanos.set(System.nanoTime() + PAUSE_NANOS));
        });
    }

    private Mono<Boolean> copy(RoomPolicy policy) {
        return redis.opsForValue()
                .set(key(policy.room()), json.writeValueAsString(PolicyCopy.of(policy)), COPY_LIFE)
                .timeout(COPY_TIMEOUT)
                .onErrorReturn(false);
    }

    private Mono<RoomPolicy> copied(RoomId room) {
        return redis.opsForValue()
                .get(key(room))
                .timeout(COPY_TIMEOUT)
                .map(copy -> json.readValue(copy, PolicyCopy.class).toPolicy(room));
    }

    private static String key(RoomId room) {
        return "spate:policy:" + room;
    }
}
