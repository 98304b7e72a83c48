package spate.stream.archive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.rooms.replay.RecentFormat;
import spate.rooms.replay.StoredEvent;

/// Appends events to a room's stretch, within its bounds; see [RecentFormat] for how it stands in Redis.
///
/// A stretch of another token, or a push that leaves out events before it, begins the stretch anew with the
/// push's first event: from there on it is known to be whole, and no earlier.
final class RecentAppend {

    /// Most events of a stretch: no `join` asks for more.
    static final int EVENTS_MAX = 200;

    /// Most bytes of a stretch's members.
    static final int BYTES_MAX = 256 * 1024;

    /// How long a stretch stays after the last push.
    static final Duration TIME_TO_LIVE = Duration.ofHours(1);

    private static final RedisScript<Long> SCRIPT = new DefaultRedisScript<>("""
            local key, token = KEYS[1], ARGV[1]
            local eventsMax, bytesMax = tonumber(ARGV[3]), tonumber(ARGV[4])
            local after, bytes = nil, 0
            local head = redis.call('ZRANGEBYSCORE', key, '-inf', '(0')[1]
            if head and ARGV[5] == '0' then
              local t, a, b = string.match(head, '^(%S+) (%S+) (%S+)$')
              if t == token then after, bytes = tonumber(a), tonumber(b) end
            end
            if after then
              redis.call('ZREM', key, head)
            else
              redis.call('DEL', key)
              after = tonumber(ARGV[6]) - 1
            end
            for i = 6, #ARGV, 2 do
              if tonumber(ARGV[i]) > after and redis.call('ZADD', key, ARGV[i], ARGV[i + 1]) == 1 then
                bytes = bytes + #ARGV[i + 1]
              end
            end
            local count = redis.call('ZCARD', key)
            while count > eventsMax or bytes > bytesMax do
              local lowest = redis.call('ZPOPMIN', key)
              after, bytes, count = tonumber(lowest[2]), bytes - #lowest[1], count - 1
            end
            redis.call('ZADD', key, -1, string.format('%s %.0f %.0f', token, after, bytes))
            redis.call('PEXPIRE', key, ARGV[2])
            return count
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;

    RecentAppend(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// Appends what a push holds; comes with the number of events of the stretch.
    Mono<Long> append(String token, RecentPush push) {
        List<String> arguments = new ArrayList<>(5 + 2 * push.events().size());
        arguments.add(token);
        arguments.add(Long.toString(TIME_TO_LIVE.toMillis()));
        arguments.add(Integer.toString(EVENTS_MAX));
        arguments.add(Integer.toString(BYTES_MAX));
        arguments.add(push.isCut() ? "1" : "0");
        for (StoredEvent event : push.events()) {
            arguments.add(Long.toString(event.offset()));
            arguments.add(RecentFormat.member(event));
        }
        return redis.execute(SCRIPT, List.of(RecentFormat.roomKey(push.room())), arguments)
                .next();
    }
}
