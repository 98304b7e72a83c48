package spate.chat.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import spate.rooms.held.HeldConfiguration;
import spate.rooms.held.HeldMessages;
import spate.rooms.limit.LimitConfiguration;
import spate.rooms.limit.PostLimits;
import spate.rooms.limit.PostRate;
import spate.rooms.log.EventLog;
import spate.rooms.overload.Overload;
import spate.rooms.policy.RoomTies;
import spate.rooms.room.Rooms;
import spate.rooms.token.Tokens;

/// Brings `/ws`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
@Import({LimitConfiguration.class, HeldConfiguration.class})
public class SessionConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    SessionMeters sessionMeters(MeterRegistry meters) {
        return new SessionMeters(meters);
    }

    @Bean
    Sessions sessions(Tokens tokens, SessionMeters meters) {
        return new Sessions(CLOCK, tokens::isRevoked, meters);
    }

    @Bean
    Drain sessionDrain(Sessions sessions, SessionProperties properties, ApplicationEventPublisher events) {
        return new Drain(sessions, properties.drain(), events);
    }

    @Bean
    Reactions reactions(EventLog log) {
        return new Reactions(log, CLOCK);
    }

    @Bean
    FrameHandler frameHandler(
            SessionProperties properties,
            Tokens tokens,
            Rooms rooms,
            EventLog log,
            RoomTies ties,
            PostLimits limits,
            HeldMessages held,
            Reactions reactions,
            SessionMeters meters,
            Overload overload) {
        var rate = new PostRate(properties.postsPerSecond(), properties.postsBurst());
        var posting = new Posting(log, rooms, ties, limits, rate, held, CLOCK);
        return new FrameHandler(properties, tokens, rooms, posting, reactions, new LoopSchedulers(), meters, overload);
    }

    @Bean
    SimpleUrlHandlerMapping chatWebSocketMapping(
            SessionProperties properties,
            Sessions sessions,
            FrameHandler frames,
            SessionMeters meters,
            Drain drain,
            Overload overload) {
        var handshake = new Handshake(new Origins(properties.origins()));
        var handler = new ChatWebSocketHandler(handshake, properties, sessions, frames, meters, drain, overload);
        return new SimpleUrlHandlerMapping(Map.of("/ws", handler), Ordered.HIGHEST_PRECEDENCE + 10);
    }
}
