package spate.api.room;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.api.outbox.Outbox;
import spate.api.token.Bearer;

/// Rooms.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoomProperties.class)
public class RoomConfiguration {

    @Bean
    Rooms apiRooms(DatabaseClient database) {
        return new Rooms(database);
    }

    @Bean
    Policies apiPolicies(DatabaseClient database) {
        return new Policies(database, Clock.systemUTC());
    }

    @Bean
    RoomRights apiRoomRights(Policies policies) {
        return new RoomRights(policies, Clock.systemUTC());
    }

    @Bean
    Favours apiFavours(DatabaseClient database, TransactionalOperator transaction) {
        return new Favours(database, transaction, Clock.systemUTC());
    }

    @Bean
    FavourController apiFavourController(Rooms rooms, RoomRights rights, Favours favours) {
        return new FavourController(rooms, rights, favours);
    }

    @Bean
    Admission apiAdmission(Rooms rooms, RoomRights rights) {
        return new Admission(rooms, rights);
    }

    @Bean
    Audience apiAudience(ReactiveStringRedisTemplate redis) {
        return new Audience(redis, Clock.systemUTC());
    }

    @Bean
    RoomController apiRoomController(
            Rooms rooms,
            RoomRights rights,
            Outbox outbox,
            DatabaseClient database,
            TransactionalOperator transaction,
            Audience audience,
            Favours favours,
            Bearer bearer,
            RoomProperties properties) {
        Clock clock = Clock.systemUTC();
        var changes = new RoomChanges(rooms, rights, outbox, transaction, properties.perOwnerMax(), clock);
        return new RoomController(
                rooms, rights, changes, new RoomList(database, audience), audience, favours, bearer, clock);
    }
}
