package spate.api.posting;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import spate.api.history.StoredEvents;
import spate.api.room.Policies;
import spate.api.room.Rooms;
import spate.api.web.TokenBuckets;
import spate.rooms.log.EventLog;
import spate.rooms.policy.RoomTies;

/// Posting over REST.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostingProperties.class)
public class PostingConfiguration {

    @Bean
    PostController apiPostController(
            Rooms rooms,
            Policies policies,
            RoomTies ties,
            StoredEvents events,
            EventLog log,
            PostingProperties properties) {
        Clock clock = Clock.systemUTC();
        Duration refill = Duration.ofSeconds(1).dividedBy(properties.perSecond());
        var rates = new TokenBuckets(properties.burst(), refill, properties.viewersMax(), clock);
        return new PostController(rooms, policies, ties, events, log, rates, clock);
    }
}
