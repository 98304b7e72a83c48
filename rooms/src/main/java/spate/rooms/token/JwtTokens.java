package spate.rooms.token;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;
import spate.rooms.posting.Poster;
import spate.rooms.revocation.Revocations;

/// Verifies tokens with the keys that api-service publishes.
final class JwtTokens implements Tokens {

    private static final Logger log = LoggerFactory.getLogger(JwtTokens.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final ReactiveJwtDecoder decoder;
    private final Revocations revocations;

    JwtTokens(ReactiveJwtDecoder decoder, Revocations revocations) {
        this.decoder = decoder;
        this.revocations = revocations;
    }

    @Override
    public Mono<Verified> verify(String token) {
        return Mono.defer(() -> decoder.decode(token))
                .timeout(TIMEOUT)
                .map(this::good)
                .onErrorResume(e -> Mono.just(refused(e)));
    }

    @Override
    public boolean isRevoked(String signIn) {
        return revocations.holds(signIn);
    }

    private Verified good(Jwt jwt) {
        String id = jwt.getSubject();
        String name = jwt.getClaimAsString("name");
        String handle = jwt.getClaimAsString("handle");
        String color = jwt.getClaimAsString("color");
        String signIn = jwt.getClaimAsString("sid");
        Instant expiresAt = jwt.getExpiresAt();
        if (id == null || name == null || handle == null || color == null || signIn == null) {
            return new Verified.Invalid();
        }
        if (expiresAt == null || isRevoked(signIn)) {
            return new Verified.Invalid();
        }
        return new Verified.Good(new Poster(id, name, handle, color), signIn, expiresAt);
    }

    private static Verified refused(Throwable e) {
        return switch (e) {
            case JwtValidationException invalid
            when invalid.getErrors().stream().allMatch(JwtTokens::isExpiry) -> new Verified.Expired();
            case BadJwtException _ -> new Verified.Invalid();
            case IllegalArgumentException _ -> new Verified.Invalid();
            default -> {
                log.warn("Tokens cannot be verified now: {}", String.valueOf(e.getMessage()));
                yield new Verified.Unknown();
            }
        };
    }

    private static boolean isExpiry(OAuth2Error error) {
        String description = error.getDescription();
        return description != null && description.startsWith("Jwt expired");
    }
}
