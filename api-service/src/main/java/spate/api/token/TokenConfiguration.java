package spate.api.token;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import spate.api.web.TokenBuckets;
import spate.rooms.revocation.RevocationConfiguration;
import spate.rooms.revocation.Revocations;

/// Access tokens.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
@Import(RevocationConfiguration.class)
public class TokenConfiguration {

    /// Bots whose rate is remembered.
    private static final int BOTS_MAX = 10_000;

    @Bean
    TokenKeys apiTokenKeys(TokenProperties properties) {
        return properties.key().isBlank()
                ? KeyFile.readOrCreate(properties.keyFile())
                : TokenKeys.parse(properties.key());
    }

    @Bean
    AccessTokens apiAccessTokens(TokenKeys keys, TokenProperties properties) {
        return new AccessTokens(keys, properties.lifetime(), Clock.systemUTC());
    }

    @Bean
    Bearer apiBearer(AccessTokens tokens, Revocations revocations, TokenProperties properties) {
        Duration refill = Duration.ofSeconds(1).dividedBy(properties.botCallsPerSecond());
        var calls = new TokenBuckets(properties.botCallsBurst(), refill, BOTS_MAX, Clock.systemUTC());
        return new Bearer(tokens, revocations, calls);
    }

    @Bean
    JwksController apiJwksController(TokenKeys keys) {
        return new JwksController(keys);
    }

    @Bean
    WebFluxConfigurer apiSignedInParameters(Bearer bearer) {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new SignedInResolver(bearer));
            }
        };
    }
}
