package spate.api.hot;

import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Counts fetches over all replicas, in Redis: one script for each fetch, by Redis' own clock. It decides as
/// [Window] does. Both keys of a room share a slot and go away by themselves.
final class SharedHeat {

    // The counts of a second: second, fetches, those that asked the database, whether the snapshot was asked for.
    private static final RedisScript<String> ENTER = RedisScript.of("""
            local time = redis.call('TIME')
            local second, threshold = time[1], tonumber(ARGV[1])
            local at, fetches, asked, loaded =
              string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (%d+) (%d+) (%d+)$')
            if at ~= second then
              fetches, asked, loaded = 0, 0, 0
            end
            fetches, asked, loaded = tonumber(fetches) + 1, tonumber(asked), tonumber(loaded)
            local isHot = fetches >= threshold
            if isHot then
              redis.call('SET', KEYS[2], '1', 'PX', ARGV[2])
            else
              isHot = redis.call('EXISTS', KEYS[2]) == 1
            end
            local way
            if isHot and ARGV[3] == '1' then
              way = loaded == 0 and 'LOAD' or 'SHARE'
              loaded = 1
            elseif asked >= threshold - 1 then
              way = 'WAIT'
            else
              way = 'ASK'
              asked = asked + 1
            end
            redis.call('SET', KEYS[1], string.format('%s %d %d %d', second, fetches, asked, loaded), 'PX', 2000)
            return way
            """, String.class);

    private final ReactiveStringRedisTemplate redis;
    private final HotProperties properties;

    SharedHeat(ReactiveStringRedisTemplate redis, HotProperties properties) {
        this.redis = redis;
        this.properties = properties;
    }

    Mono<Way> enter(RoomId room, boolean isNewest) {
        return redis.execute(
                        ENTER,
                        List.of("spate:fetches:{" + room + '}', hotKey(room)),
                        List.of(
                                Integer.toString(properties.threshold()),
                                Long.toString(properties.cooling().toMillis()),
                                isNewest ? "1" : "0"))
                .next()
                .map(Way::valueOf);
    }

    Mono<Boolean> isHot(RoomId room) {
        return redis.hasKey(hotKey(room));
    }

    private static String hotKey(RoomId room) {
        return "spate:hot:{" + room + '}';
    }
}
