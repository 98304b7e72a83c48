package spate.rooms.policy;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/// Brings the [RoomPolicies] and [RoomTies]. Needs Boot's own R2DBC, Redis and Jackson beans.
@Configuration(proxyBeanMethods = false)
public class PolicyConfiguration {

    @Bean
    RoomPolicies roomPolicies(DatabaseClient database, ReactiveStringRedisTemplate redis, JsonMapper json) {
        return new StoredRoomPolicies(database, redis, json, Clock.systemUTC());
    }

    @Bean
    RoomTies roomTies(DatabaseClient database) {
        return new StoredRoomTies(database, Clock.systemUTC());
    }
}
