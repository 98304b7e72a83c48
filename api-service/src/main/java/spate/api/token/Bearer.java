package spate.api.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.rooms.revocation.Revocations;

/// Reads the viewer out of a request's `Authorization` header. Thread-safe.
public final class Bearer {

    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final Revocations revocations;

    Bearer(AccessTokens tokens, Revocations revocations) {
        this.tokens = tokens;
        this.revocations = revocations;
    }

    /// The viewer; empty where the request brings no token.
    ///
    /// @throws spate.api.web.ProblemException 401 where the token is not valid
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
            case AccessTokens.Verdict.Accepted accepted -> Optional.of(accepted.viewer());
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

    private static String words(ErrorCode code) {
        return code == ErrorCode.TOKEN_EXPIRED ? "the token has expired" : "the token is not valid";
    }
}
