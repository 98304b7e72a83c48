package spate.rooms.presence;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.figures.PresenceSteps;

/// The replicas' counts of a room in a Redis hash: replica to `count:expiry`. A replica that is gone is out of
/// the sum once its entry expires. What the figures need of a step of time is kept beside it ([PresenceSteps]).
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
            if sum > 0 or ARGV[6] ~= '0' or ARGV[7] ~= '0' then
              local told = redis.call('HGET', KEYS[2], ARGV[5])
              local peak = told and tonumber(string.match(told, ':(%d+)$')) or 0
              redis.call('HSET', KEYS[2], ARGV[5], sum .. ':' .. math.max(peak, sum))
              if ARGV[6] ~= '0' or ARGV[7] ~= '0' then
                redis.call('HSET', KEYS[2], ARGV[5] .. '/' .. ARGV[1], ARGV[6] .. ':' .. ARGV[7])
              end
              redis.call('PEXPIRE', KEYS[2], ARGV[8])
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

    /// Tells how many sessions the room has here, and how many came and left in a step of time.
    ///
    /// @param step where the step begins, milliseconds since 1970
    /// @return how many it has everywhere
    Mono<Long> tell(RoomId room, int here, long step, Comings.Traffic traffic) {
        return redis.execute(
                        TELL_AND_SUM,
                        List.of("spate:presence:" + room, PresenceSteps.key(step)),
                        List.of(
                                replica,
                                String.valueOf(here),
                                String.valueOf(clock.millis()),
                                String.valueOf(LIFE.toMillis()),
                                room.value(),
                                String.valueOf(traffic.joins()),
                                String.valueOf(traffic.leaves()),
                                String.valueOf(PresenceSteps.LIFE.toMillis())))
                .next();
    }
}
