package spate.rooms.presence;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.rooms.room.Rooms;

/// Brings the counting of viewers. Needs Boot's own Redis beans.
@Configuration(proxyBeanMethods = false)
public class PresenceConfiguration {

    @Bean
    Presence presence(Rooms rooms, ReactiveStringRedisTemplate redis) {
        Clock clock = Clock.systemUTC();
        return new Presence(rooms, new RedisCounts(redis, clock), clock);
    }
}
