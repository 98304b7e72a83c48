package spate.api.token;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import spate.api.web.ApiPaths;
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;
import spate.protocol.ErrorCode;
import spate.rooms.policy.BotId;
import spate.rooms.revocation.Revocations;

/// Reads the viewer out of a request's `Authorization` header. Thread-safe.
public final class Bearer {

    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final Revocations revocations;
    private final TokenBuckets botCalls;

    /// @param botCalls how often each bot may call
    Bearer(AccessTokens tokens, Revocations revocations, TokenBuckets botCalls) {
        this.tokens = tokens;
        this.revocations = revocations;
        this.botCalls = botCalls;
    }

    /// The viewer; empty where the request brings no token.
    ///
    /// @throws spate.api.web.ProblemException 401 where the token is not valid; 403 for a bot that calls
    /// anything but what is below its room, and 429 for one that calls too often
    public Optional<SignedIn> find(ServerHttpRequest request) {
        @Nullable String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Optional.empty();
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Problem.of(ErrorCode.TOKEN_INVALID, "only Bearer tokens are taken")
                    .toException();
        }
        return switch (tokens.verify(header.substring(SCHEME.length()).strip())) {
            case AccessTokens.Verdict.Accepted accepted
            when revocations.holds(accepted.viewer().signIn()) ->
                throw Problem.of(ErrorCode.TOKEN_INVALID, words(ErrorCode.TOKEN_INVALID))
                        .toException();
            case AccessTokens.Verdict.Accepted accepted -> {
                checkBot(request, accepted.viewer().id());
                yield Optional.of(accepted.viewer());
            }
            case AccessTokens.Verdict.Refused refused ->
                throw Problem.of(refused.code(), words(refused.code())).toException();
        };
    }

    /// The viewer.
    ///
    /// @throws spate.api.web.ProblemException 401 where the request brings no valid token
    public SignedIn require(ServerHttpRequest request) {
        return find(request)
                .orElseThrow(() ->
                        Problem.of(ErrorCode.SIGN_IN_REQUIRED, "sign in first").toException());
    }

    private void checkBot(ServerHttpRequest request, String id) {
        if (!BotId.isBot(id)) {
            return;
        }
        String path = request.getPath().pathWithinApplication().value();
        boolean isItsRoom = BotId.parse(id)
                .filter(bot -> ApiPaths.room(path).filter(bot::isOf).isPresent())
                .isPresent();
        if (!isItsRoom) {
            throw Problem.of(ErrorCode.FORBIDDEN, "a bot may call what is below its room, nothing else")
                    .toException();
        }
        Duration wait = botCalls.take(id);
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
    }

    private static String words(ErrorCode code) {
        return code == ErrorCode.TOKEN_EXPIRED ? "the token has expired" : "the token is not valid";
    }
}
