package spate.rooms.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import spate.rooms.pace.Gathering;

/// Rates and slow mode over all replicas, in Redis: a script for the messages of one moment, by Redis' own clock.
/// What is refused costs nothing. Keys go away by themselves. Thread-safe.
final class RedisLimits {

    /// A group keeps Redis busy for well below a millisecond.
    private static final int GROUP_MAX = 128;

    private static final int WAITING_MAX = 20_000;

    /// A call costs Redis and this side a multiple of what a message in it does.
    private static final Duration SPACE = Duration.ofMillis(5);

    // Two keys and four arguments for each message, two numbers for each in the answer. The rate is one number: when
    // the bucket will be full again, in microseconds. The longest pause that slow mode can demand is 300 s.
    private static final RedisScript<List<Long>> TAKE = script("""
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
            local function take(rate, slow, event, pause, persecond, burst)
              if pause > 0 then
                local at, last = string.match(redis.call('GET', slow) or '', '^(%d+) (.+)$')
                local left = at and math.ceil((tonumber(at) + pause * 1000 - now) / 1000) or 0
                if left > 0 and last ~= event then
                  return 1, left
                end
              end
              local interval = math.floor(1000000 / persecond)
              local full = math.max(tonumber(redis.call('GET', rate) or '0'), now) + interval
              local wait = full - now - interval * burst
              if wait > 0 then
                return 2, math.ceil(wait / 1000)
              end
              redis.call('SET', rate, string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
              if pause > 0 then
                redis.call('SET', slow, string.format('%.0f', now) .. ' ' .. event, 'PX', 300000)
              end
              return 0, 0
            end
            local answer = {}
            for n = 0, #KEYS / 2 - 1 do
              local arg = n * 4
              local code, wait = take(KEYS[n * 2 + 1], KEYS[n * 2 + 2], ARGV[arg + 1], tonumber(ARGV[arg + 2]),
                  tonumber(ARGV[arg + 3]), tonumber(ARGV[arg + 4]))
              answer[n * 2 + 1] = code
              answer[n * 2 + 2] = wait
            end
            return answer
            """);

    private static final RedisScript<Long> GIVE_BACK = RedisScript.of("""
            local event = string.match(redis.call('GET', KEYS[1]) or '', '^%d+ (.+)$')
            return event == ARGV[1] and redis.call('DEL', KEYS[1]) or 0
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;
    private final Gathering<Turn, Taken> turns;

    /// @param timeout longest wait for one call
    RedisLimits(ReactiveStringRedisTemplate redis, Duration timeout) {
        this.redis = redis;
        // With an error of our own: without it every call would describe itself for one that is hardly ever thrown.
        Mono<List<Taken>> late = Mono.error(() -> new IllegalStateException("Redis did not answer in time"));
        this.turns = new Gathering<>(
                group -> takeAll(group).timeout(timeout, late), GROUP_MAX, WAITING_MAX, SPACE, Schedulers.parallel());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static RedisScript<List<Long>> script(String text) {
        return (RedisScript) RedisScript.of(text, List.class);
    }

    /// Takes the turn, if it may be. Fails where Redis does not answer within two calls.
    ///
    /// @param home where the answer comes
    Mono<Taken> take(Turn turn, Executor home) {
        return turns.ask(turn, home);
    }

    private Mono<List<Taken>> takeAll(List<Turn> group) {
        var keys = new ArrayList<String>(group.size() * 2);
        var arguments = new ArrayList<String>(group.size() * 4);
        for (Turn turn : group) {
            keys.add(rateKey(turn));
            keys.add(slowKey(turn));
            arguments.add(turn.event().value());
            arguments.add(Long.toString(turn.pauseMillis()));
            arguments.add(Integer.toString(turn.rate().perSecond()));
            arguments.add(Integer.toString(turn.rate().burst()));
        }
        return redis.execute(TAKE, keys, arguments).next().map(RedisLimits::taken);
    }

    private static List<Taken> taken(List<Long> answer) {
        return IntStream.range(0, answer.size() / 2)
                .mapToObj(n -> new Taken(answer.get(n * 2).intValue(), answer.get(n * 2 + 1)))
                .toList();
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
        return "spate:rate:" + turn.viewer();
    }

    private static String slowKey(Turn turn) {
        return "spate:slow:" + turn.viewer() + ':' + turn.room();
    }
}
