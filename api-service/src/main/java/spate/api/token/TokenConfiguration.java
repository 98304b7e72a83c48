package spate.api.token;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import spate.rooms.revocation.RevocationConfiguration;
import spate.rooms.revocation.Revocations;

/// Access tokens.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
@Import(RevocationConfiguration.class)
public class TokenConfiguration {

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
    Bearer apiBearer(AccessTokens tokens, Revocations revocations) {
        return new Bearer(tokens, revocations);
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
