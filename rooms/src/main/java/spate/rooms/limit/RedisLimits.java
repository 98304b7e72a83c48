package spate.rooms.limit;

import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/// Rates and slow mode over all replicas, in Redis: one script for each message, by Redis' own clock. What is
/// refused costs nothing. Keys of one viewer share a slot, and go away by themselves.
final class RedisLimits {

    /// The longest pause that slow mode can demand.
    private static final String LONGEST_MILLIS = "300000";

    // The rate is one number: when the bucket will be full again, in microseconds.
    private static final RedisScript<List<Long>> TAKE = script("""
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
            local pause = tonumber(ARGV[2])
            if pause > 0 then
              local at, event = string.match(redis.call('GET', KEYS[2]) or '', '^(%d+) (.+)$')
              local left = at and math.ceil((tonumber(at) + pause * 1000 - now) / 1000) or 0
              if left > 0 and event ~= ARGV[1] then
                return {1, left}
              end
            end
            local interval = math.floor(1000000 / tonumber(ARGV[3]))
            local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + interval
            local wait = full - now - interval * tonumber(ARGV[4])
            if wait > 0 then
              return {2, math.ceil(wait / 1000)}
            end
            redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
            if pause > 0 then
              redis.call('SET', KEYS[2], string.format('%.0f', now) .. ' ' .. ARGV[1], 'PX', ARGV[5])
            end
            return {0, 0}
            """);

    private static final RedisScript<Long> GIVE_BACK = RedisScript.of("""
            local event = string.match(redis.call('GET', KEYS[1]) or '', '^%d+ (.+)$')
            return event == ARGV[1] and redis.call('DEL', KEYS[1]) or 0
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;

    RedisLimits(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static RedisScript<List<Long>> script(String text) {
        return (RedisScript) RedisScript.of(text, List.class);
    }

    /// Takes the turn, if it may be.
    Mono<Taken> take(Turn turn) {
        return redis.execute(
                        TAKE,
                        List.of(rateKey(turn), slowKey(turn)),
                        List.of(
                                turn.event().value(),
                                Long.toString(turn.pauseMillis()),
                                Integer.toString(turn.rate().perSecond()),
                                Integer.toString(turn.rate().burst()),
                                LONGEST_MILLIS))
                .next()
                .map(answer -> new Taken(answer.getFirst().intValue(), answer.getLast()));
    }

    /// Slow mode does not wait after this message.
    Mono<Long> giveBack(Turn turn) {
        return redis.execute(
                        GIVE_BACK, List.of(slowKey(turn)), List.of(turn.event().value()))
                .next();
    }

    /// Whether Redis answers.
    Mono<String> ask() {
        return redis.execute(connection -> connection.ping()).next();
    }

    private static String rateKey(Turn turn) {
        return "spate:rate:{" + turn.viewer() + '}';
    }

    private static String slowKey(Turn turn) {
        return "spate:slow:{" + turn.viewer() + "}:" + turn.room();
    }
}
