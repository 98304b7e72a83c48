package spate.api.posting;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import spate.api.history.StoredEvents;
import spate.api.room.Policies;
import spate.api.room.Rooms;
import spate.api.web.TokenBuckets;
import spate.rooms.held.HeldConfiguration;
import spate.rooms.held.HeldMessages;
import spate.rooms.limit.LimitConfiguration;
import spate.rooms.limit.PostLimits;
import spate.rooms.limit.PostRate;
import spate.rooms.log.EventLog;
import spate.rooms.policy.RoomTies;
import spate.rooms.words.WordLists;

/// Posting over REST.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostingProperties.class)
@Import({LimitConfiguration.class, HeldConfiguration.class})
public class PostingConfiguration {

    @Bean
    PostController apiPostController(
            Rooms rooms,
            Policies policies,
            WordLists words,
            HeldMessages held,
            RoomTies ties,
            StoredEvents events,
            EventLog log,
            PostLimits limits,
            PostingProperties properties) {
        Clock clock = Clock.systemUTC();
        Duration refill = Duration.ofSeconds(1).dividedBy(properties.perSecond());
        var rates = new TokenBuckets(properties.burst(), refill, properties.viewersMax(), clock);
        var rate = new PostRate(properties.perSecond(), properties.burst());
        return new PostController(rooms, policies, words, held, ties, events, log, rates, limits, rate, clock);
    }
}
