package spate.stream.subscribe;

import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import spate.protocol.ErrorCode;
import spate.rooms.token.Tokens;
import spate.rooms.token.Verified;

/// Who brings which token. Thread-safe.
final class Bearers {

    private static final String SCHEME = "Bearer ";
    private static final Claim GUEST = new Claim.Guest();

    private final Tokens tokens;
    private final Clock clock;

    Bearers(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /// What the request's `Authorization` header says. Never fails.
    Mono<Claim> find(ServerRequest request) {
        String header = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Mono.just(GUEST);
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.just(new Claim.Refused(ErrorCode.TOKEN_INVALID, "only Bearer tokens are taken"));
        }
        return tokens.verify(header.substring(SCHEME.length()).strip()).map(verified -> switch (verified) {
            case Verified.Good good -> new Claim.Signed(good);
            case Verified.Expired _ -> new Claim.Refused(ErrorCode.TOKEN_EXPIRED, "the token has expired");
            case Verified.Invalid _ -> new Claim.Refused(ErrorCode.TOKEN_INVALID, "the token is not valid");
            case Verified.Unknown _ -> new Claim.Refused(ErrorCode.UNAVAILABLE, "the token cannot be checked now");
        });
    }

    /// Whether a token that was good does not count any more.
    boolean isOver(Verified.Good token) {
        return tokens.isRevoked(token.signIn()) || !clock.instant().isBefore(token.expiresAt());
    }

    /// Who a request speaks for.
    sealed interface Claim {

        /// It brings no token.
        record Guest() implements Claim {}

        /// It brings a token that counts.
        record Signed(Verified.Good token) implements Claim {}

        /// It brings one that does not.
        record Refused(ErrorCode code, String detail) implements Claim {}

        /// Id of the viewer; empty for a guest.
        default Optional<String> viewer() {
            return this instanceof Signed(Verified.Good token)
                    ? Optional.of(token.viewer().id())
                    : Optional.empty();
        }
    }
}
