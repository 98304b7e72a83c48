package spate.stream.hotwords;

import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Lets one replica tell a room what trends, once in a while and only what is new. Thread-safe.
final class TrendingTurn {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration TOLD_LIVE = Duration.ofMinutes(10);

    private static final RedisScript<Long> SCRIPT = new DefaultRedisScript<>("""
            if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 0 end
            if (redis.call('GET', KEYS[2]) or '') == ARGV[2] then return 0 end
            redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
            return 1
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final Duration every;

    /// @param every rooms are told no more often than this, over all replicas
    TrendingTurn(ReactiveStringRedisTemplate redis, Duration every) {
        this.redis = redis;
        this.every = every.minus(every.dividedBy(10));
    }

    /// Whether the room is to be told now. Fails where Redis does not answer within half a second.
    ///
    /// @param words what would be told; nothing at all is new only where something was told before
    Mono<Boolean> take(RoomId room, String words) {
        String key = "spate:words:{" + room + "}";
        List<String> arguments = List.of(Long.toString(every.toMillis()), words, Long.toString(TOLD_LIVE.toMillis()));
        return redis.execute(SCRIPT, List.of(key + ":turn", key + ":told"), arguments)
                .next()
                .map(turn -> turn == 1)
                .timeout(TIMEOUT);
    }
}
