package spate.api.room;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// How many viewers the rooms have, as the replicas tell Redis. Thread-safe. Without Redis, 0.
public final class Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
    private static final String PREFIX = "spate:presence:";
    private static final Duration ANSWER = Duration.ofMillis(700);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int SCAN_COUNT = 1000;
    private static final int READS_AT_ONCE = 64;
    private static final int KEYS_MAX = 5_000;

    /// Rooms that a list by viewers ranks; those below are ranked by age with the empty ones.
    static final int RANKED_MAX = 500;

    private final ReactiveStringRedisTemplate redis;
    private final Clock clock;
    private final Mono<Map<String, Long>> all;

    Audience(ReactiveStringRedisTemplate redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
        this.all = Mono.defer(this::scan)
                .timeout(ANSWER)
                .doOnError(Audience::away)
                .onErrorReturn(Map.of())
                .cache(FRESH);
    }

    /// Viewers by room for the rooms with the most, at most [#RANKED_MAX]; up to two seconds old.
    Mono<Map<String, Long>> all() {
        return all;
    }

    /// Viewers of one room.
    public Mono<Long> of(RoomId room) {
        return count(PREFIX + room.value())
                .timeout(ANSWER)
                .doOnError(Audience::away)
                .onErrorReturn(0L);
    }

    private Mono<Map<String, Long>> scan() {
        var options =
                ScanOptions.scanOptions().match(PREFIX + "*").count(SCAN_COUNT).build();
        return redis.scan(options)
                .take(KEYS_MAX)
                .flatMap(
                        key -> count(key).map(viewers -> Map.entry(key.substring(PREFIX.length()), viewers)),
                        READS_AT_ONCE)
                .filter(room -> room.getValue() > 0)
                .sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .take(RANKED_MAX)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max));
    }

    private Mono<Long> count(String key) {
        return redis.<String, String>opsForHash()
                .values(key)
                .collect(Collectors.summingLong(
                        value -> AudienceShare.parse(value).viewersAt(clock.millis())));
    }

    private static void away(Throwable error) {
        LOG.debug("nobody can say how many viewers there are: {}", error.toString());
    }
}
