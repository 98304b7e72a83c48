package spate.api.room;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.api.account.Viewers;
import spate.api.hot.HotRooms;
import spate.api.outbox.Outbox;
import spate.api.token.Bearer;
import spate.api.web.TokenBuckets;

/// Rooms.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoomProperties.class)
public class RoomConfiguration {

    private static final int BEGINNERS_MAX = 10_000;

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
    FavourController apiFavourController(Admission admission, Favours favours) {
        return new FavourController(admission, favours);
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
            Viewers viewers,
            RoomRights rights,
            Outbox outbox,
            DatabaseClient database,
            TransactionalOperator transaction,
            Audience audience,
            Favours favours,
            HotRooms hot,
            Bearer bearer,
            RoomProperties properties) {
        Clock clock = Clock.systemUTC();
        var changes = new RoomChanges(rooms, viewers, rights, outbox, transaction, properties.perOwnerMax(), clock);
        var begun = new TokenBuckets(properties.beginsBurst(), properties.beginsRefill(), BEGINNERS_MAX, clock);
        var direct =
                new DirectRooms(rooms, viewers, database, transaction, begun, properties.conversationsMax(), clock);
        return new RoomController(
                rooms,
                rights,
                changes,
                direct,
                new RoomList(database, audience),
                audience,
                favours,
                hot,
                bearer,
                clock);
    }
}
