package spate.rooms.replay;

import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Reads the head and some events of a room's stretch at one moment.
final class RecentRead {

    @SuppressWarnings("rawtypes") // the template takes the class of a raw list
    private static final RedisScript<List> SCRIPT = new DefaultRedisScript<>("""
            local head = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(0')
            if #head == 0 then return {} end
            local events
            if ARGV[1] == 'newest' then
              events = redis.call('ZREVRANGEBYSCORE', KEYS[1], '(' .. ARGV[3], '0', 'LIMIT', 0, ARGV[4])
            else
              events = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[2], '(' .. ARGV[3], 'LIMIT', 0, ARGV[4])
            end
            table.insert(events, 1, head[1])
            return events
            """, List.class);

    private final ReactiveStringRedisTemplate redis;

    RecentRead(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// The head and the newest members before an offset, newest first; empty where there is no stretch.
    Mono<List<String>> newest(RoomId room, long beforeOffset, int limit) {
        return run(room, List.of("newest", "0", Long.toString(beforeOffset), Integer.toString(limit)));
    }

    /// The head and the oldest members between two offsets, oldest first; empty where there is no stretch.
    Mono<List<String>> between(RoomId room, long afterOffset, long beforeOffset, int limit) {
        // Offset -1 is the head's own score; every event is after it in any case.
        long after = Math.max(afterOffset, -1);
        return run(room, List.of("after", Long.toString(after), Long.toString(beforeOffset), Integer.toString(limit)));
    }

    @SuppressWarnings("unchecked")
    private Mono<List<String>> run(RoomId room, List<String> arguments) {
        return redis.execute(SCRIPT, List.of(RecentFormat.roomKey(room)), arguments)
                .next()
                .map(list -> (List<String>) list)
                .filter(list -> !list.isEmpty());
    }
}
