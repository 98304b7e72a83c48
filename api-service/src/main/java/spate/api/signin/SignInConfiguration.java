package spate.api.signin;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.account.Passwords;
import spate.api.account.Viewers;
import spate.api.privacy.Erasures;
import spate.api.token.AccessTokens;
import spate.api.web.TokenBuckets;
import spate.api.web.WebProperties;
import spate.rooms.revocation.Revocations;

/// Signing in and out.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
public class SignInConfiguration {

    private static final int KEYS_MAX = 10_000;

    @Bean
    SessionController apiSessionController(
            Viewers viewers,
            Passwords passwords,
            AccessTokens accessTokens,
            Erasures erasures,
            DatabaseClient database,
            Revocations revocations,
            SignInProperties properties,
            WebProperties web) {
        Clock clock = Clock.systemUTC();
        var sessions = new Sessions(
                viewers,
                passwords,
                new SignIns(database, properties.perViewerMax()),
                new RefreshRules(properties.grace()),
                accessTokens,
                erasures,
                revocations,
                properties.lifetime(),
                clock);
        var attempts = new Attempts(
                new TokenBuckets(properties.handleBurst(), properties.handleRefill(), KEYS_MAX, clock),
                new TokenBuckets(properties.addressBurst(), properties.addressRefill(), KEYS_MAX, clock));
        var cookie = new RefreshCookie(properties.lifetime(), web.allowedOrigins());
        return new SessionController(sessions, cookie, attempts);
    }
}
