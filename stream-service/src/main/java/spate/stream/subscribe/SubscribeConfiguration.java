package spate.stream.subscribe;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import spate.rooms.overload.Overload;
import spate.rooms.room.Rooms;
import spate.rooms.token.TokenConfiguration;
import spate.rooms.token.Tokens;

/// Brings `/sse`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscribeProperties.class)
@Import(TokenConfiguration.class)
public class SubscribeConfiguration {

    @Bean
    SseSessions sseSessions(SubscribeProperties properties, MeterRegistry meters) {
        return new SseSessions(properties.drain(), meters);
    }

    @Bean
    RouterFunction<ServerResponse> sseRoutes(
            Rooms rooms, SubscribeProperties properties, SseSessions sessions, Tokens tokens, Overload overload) {
        var handler = new SseHandler(rooms, properties, sessions, new Bearers(tokens, Clock.systemUTC()), overload);
        return RouterFunctions.route()
                .GET("/sse/rooms/{room}", handler::subscribe)
                .build();
    }
}
