package spate.api.history;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.hot.HotProperties;
import spate.api.hot.HotRooms;
import spate.api.room.Rooms;
import spate.api.token.Bearer;
import spate.api.web.TokenBuckets;

/// The stored events of rooms.
@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {

    /// What one viewer reads of direct rooms.
    private static final int READS_BURST = 60;

    private static final Duration READS_REFILL = Duration.ofMillis(100);
    private static final int READERS_MAX = 10_000;

    @Bean
    StoredEvents apiStoredEvents(DatabaseClient database) {
        return new StoredEvents(database);
    }

    @Bean
    HistoryController apiHistoryController(
            Rooms rooms,
            StoredEvents events,
            HotRooms hot,
            HotProperties properties,
            ReactiveStringRedisTemplate redis,
            MeterRegistry meters,
            Bearer bearer) {
        var snapshots = new Snapshots(redis, properties.roomsMax(), System::nanoTime);
        var readers = new TokenBuckets(READS_BURST, READS_REFILL, READERS_MAX, Clock.systemUTC());
        return new HistoryController(new Histories(rooms, events, hot, snapshots, readers, meters), bearer);
    }
}
