package spate.api.history;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.hot.HotProperties;
import spate.api.hot.HotRooms;
import spate.api.room.Rooms;

/// The stored events of rooms.
@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {

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
            MeterRegistry meters) {
        var snapshots = new Snapshots(redis, properties.roomsMax(), System::nanoTime);
        return new HistoryController(new Histories(rooms, events, hot, snapshots, meters));
    }
}
