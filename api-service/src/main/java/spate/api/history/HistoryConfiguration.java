package spate.api.history;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.room.RoomRights;
import spate.api.room.Rooms;
import spate.api.token.Bearer;

/// The stored events of rooms.
@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {

    @Bean
    StoredEvents apiStoredEvents(DatabaseClient database) {
        return new StoredEvents(database);
    }

    @Bean
    HistoryController apiHistoryController(Rooms rooms, RoomRights rights, Bearer bearer, StoredEvents events) {
        return new HistoryController(rooms, rights, bearer, events);
    }
}
