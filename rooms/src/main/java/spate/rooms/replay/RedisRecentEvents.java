package spate.rooms.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// The recent stretches in Redis. Answers only what they prove in whole; empty where they do not.
///
/// The partition's reach is read before the stretch: what was pushed up to it then is in the stretch read after
/// it.
final class RedisRecentEvents {

    private final ReactiveStringRedisTemplate redis;
    private final RecentRead read;

    RedisRecentEvents(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
        this.read = new RecentRead(redis);
    }

    /// See [EventStore#newestBefore]; answers only where the stretch holds `limit` events, or all there ever
    /// were.
    Mono<StoredRange> newestBefore(RoomId room, int partition, String epoch, long beforeOffset, int limit) {
        return reach(partition, epoch, beforeOffset)
                .flatMap(reach -> read.newest(room, beforeOffset, limit)
                        .filter(stretch -> head(stretch).token().equals(reach.token()))
                        // An older epoch may hold more, so even a stretch from the log's very start proves no
                        // less.
                        .filter(stretch -> stretch.size() == limit + 1)
                        .map(stretch -> {
                            List<StoredEvent> events = events(stretch);
                            Collections.reverse(events);
                            return new StoredRange(events, true);
                        }));
    }

    /// See [EventStore#after].
    Mono<StoredRange> after(RoomId room, int partition, String epoch, long afterOffset, long beforeOffset, int limit) {
        return reach(partition, epoch, beforeOffset)
                .flatMap(reach -> read.between(room, afterOffset, beforeOffset, limit + 1)
                        .filter(stretch -> head(stretch).token().equals(reach.token()))
                        .filter(stretch -> head(stretch).coversAfter() <= afterOffset)
                        .map(stretch -> cut(events(stretch), limit)));
    }

    private Mono<RecentFormat.Reach> reach(int partition, String epoch, long beforeOffset) {
        return redis.opsForValue()
                .get(RecentFormat.partitionKey(partition))
                .mapNotNull(text -> RecentFormat.Reach.parse(text).orElse(null))
                .filter(reach -> reach.isOf(epoch) && reach.nextOffset() >= beforeOffset);
    }

    private static StoredRange cut(List<StoredEvent> events, int limit) {
        return events.size() > limit ? new StoredRange(events.subList(0, limit), false) : new StoredRange(events, true);
    }

    private static RecentFormat.Head head(List<String> stretch) {
        return RecentFormat.Head.parse(stretch.getFirst());
    }

    private static List<StoredEvent> events(List<String> stretch) {
        List<StoredEvent> events = new ArrayList<>(stretch.size());
        for (String member : stretch.subList(1, stretch.size())) {
            events.add(RecentFormat.event(member));
        }
        return events;
    }
}
