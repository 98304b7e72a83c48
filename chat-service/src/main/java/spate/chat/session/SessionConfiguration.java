package spate.chat.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import spate.chat.token.Tokens;
import spate.rooms.log.EventLog;
import spate.rooms.policy.RoomTies;
import spate.rooms.replay.EventStore;
import spate.rooms.room.Rooms;

/// Brings `/ws`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
public class SessionConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    SessionMeters sessionMeters(MeterRegistry meters) {
        return new SessionMeters(meters);
    }

    @Bean
    Sessions sessions(SessionMeters meters) {
        return new Sessions(CLOCK, meters);
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
    PostRates postRates(SessionProperties properties) {
        return new PostRates(properties.postsPerSecond(), properties.postsBurst());
    }

    @Bean
    SlowMode slowMode() {
        return new SlowMode();
    }

    @Bean
    RateSweeper rateSweeper(PostRates rates, SlowMode slowMode) {
        return new RateSweeper(rates, slowMode);
    }

    @Bean
    FrameHandler frameHandler(
            SessionProperties properties,
            Tokens tokens,
            Rooms rooms,
            EventLog log,
            EventStore store,
            RoomTies ties,
            PostRates rates,
            SlowMode slowMode,
            Reactions reactions,
            SessionMeters meters) {
        var posting = new Posting(log, rooms, store, ties, rates, slowMode, CLOCK);
        return new FrameHandler(properties, tokens, rooms, posting, reactions, new LoopSchedulers(), meters);
    }

    @Bean
    SimpleUrlHandlerMapping chatWebSocketMapping(
            SessionProperties properties, Sessions sessions, FrameHandler frames, SessionMeters meters, Drain drain) {
        var handshake = new Handshake(new Origins(properties.origins()));
        var handler = new ChatWebSocketHandler(handshake, properties, sessions, frames, meters, drain);
        return new SimpleUrlHandlerMapping(Map.of("/ws", handler), Ordered.HIGHEST_PRECEDENCE + 10);
    }
}
