package spate.rooms.policy;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.rooms.words.WordLists;
import tools.jackson.databind.json.JsonMapper;

/// Brings the [RoomPolicies], [RoomTies] and [WordLists]. Needs Boot's own R2DBC, Redis and Jackson beans.
@Configuration(proxyBeanMethods = false)
public class PolicyConfiguration {

    @Bean
    WordLists wordLists(DatabaseClient database) {
        return new WordLists(database);
    }

    @Bean
    RoomPolicies roomPolicies(
            DatabaseClient database, WordLists words, ReactiveStringRedisTemplate redis, JsonMapper json) {
        return new StoredRoomPolicies(database, words, redis, json, Clock.systemUTC());
    }

    @Bean
    RoomTies roomTies(DatabaseClient database) {
        return new StoredRoomTies(database, Clock.systemUTC());
    }
}
