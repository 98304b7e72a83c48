package spate.rooms.presence;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// The replicas' counts of a room in a Redis hash: replica to `count:expiry`. A replica that is gone is out of
/// the sum once its entry expires.
final class RedisCounts {

    private static final Duration LIFE = Duration.ofSeconds(15);

    private static final RedisScript<Long> TELL_AND_SUM = RedisScript.of("""
            local now = tonumber(ARGV[3])
            if ARGV[2] == '0' then
              redis.call('HDEL', KEYS[1], ARGV[1])
            else
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ':' .. (now + tonumber(ARGV[4])))
              redis.call('PEXPIRE', KEYS[1], ARGV[4])
            end
            local sum = 0
            local entries = redis.call('HGETALL', KEYS[1])
            for i = 1, #entries, 2 do
              local count, expiry = string.match(entries[i + 1], '^(%d+):(%d+)$')
              if count and tonumber(expiry) > now then
                sum = sum + tonumber(count)
              else
                redis.call('HDEL', KEYS[1], entries[i])
              end
            end
            return sum
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final Clock clock;
    private final String replica = EventId.random().value();

    RedisCounts(ReactiveStringRedisTemplate redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /// Tells how many sessions the room has here.
    ///
    /// @return how many it has everywhere
    Mono<Long> tell(RoomId room, int here) {
        return redis.execute(
                        TELL_AND_SUM,
                        List.of("spate:presence:" + room),
                        List.of(
                                replica,
                                String.valueOf(here),
                                String.valueOf(clock.millis()),
                                String.valueOf(LIFE.toMillis())))
                .next();
    }
}
