package spate.api.bot;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.moderation.Moderation;
import spate.api.token.AccessTokens;
import spate.api.web.TokenBuckets;
import spate.rooms.revocation.Revocations;

/// Bots.
@Configuration(proxyBeanMethods = false)
public class BotConfiguration {

    private static final int EXCHANGES_BURST = 60;
    private static final Duration EXCHANGES_REFILL = Duration.ofSeconds(1);
    private static final int ADDRESSES_MAX = 10_000;

    @Bean
    Bots apiBots(Moderation moderation, DatabaseClient database, AccessTokens tokens, Revocations revocations) {
        return new Bots(moderation, new BotRows(database), tokens, revocations, Clock.systemUTC());
    }

    @Bean
    BotController apiBotController(Bots bots) {
        return new BotController(bots);
    }

    @Bean
    BotSessionController apiBotSessionController(Bots bots, AccessTokens tokens) {
        var exchanges = new TokenBuckets(EXCHANGES_BURST, EXCHANGES_REFILL, ADDRESSES_MAX, Clock.systemUTC());
        return new BotSessionController(bots, exchanges, tokens.lifetime());
    }
}
