package spate.rooms.token;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import spate.rooms.revocation.RevocationConfiguration;
import spate.rooms.revocation.Revocations;

/// Brings the [Tokens].
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
@Import(RevocationConfiguration.class)
public class TokenConfiguration {

    private static final String NAME = "spate";

    /// How far the clocks of two machines may be apart.
    private static final Duration SKEW = Duration.ofSeconds(5);

    @Bean
    KeySet keySet(TokenProperties properties) {
        var client = WebClient.create(properties.jwks().toString());
        return new KeySet(client.get().retrieve().bodyToMono(String.class));
    }

    @Bean
    Tokens tokens(KeySet keys, Revocations revocations) {
        var decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::keyOf)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(SKEW),
                new JwtIssuerValidator(NAME),
                new JwtClaimValidator<List<String>>("aud", audience -> audience != null && audience.contains(NAME))));
        return new JwtTokens(decoder, revocations);
    }
}
