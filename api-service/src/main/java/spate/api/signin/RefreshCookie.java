package spate.api.signin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;

/// The cookie that holds the refresh token, and who may use it.
final class RefreshCookie {

    static final String NAME = "spate_refresh";
    private static final String PATH = "/api/sessions";

    private final Duration lifetime;
    private final List<String> allowedOrigins;

    RefreshCookie(Duration lifetime, List<String> allowedOrigins) {
        this.lifetime = lifetime;
        this.allowedOrigins = allowedOrigins;
    }

    Optional<RefreshToken> read(ServerHttpRequest request) {
        var cookie = request.getCookies().getFirst(NAME);
        return cookie == null ? Optional.empty() : RefreshToken.parse(cookie.getValue());
    }

    ResponseCookie holding(RefreshToken token, ServerHttpRequest request) {
        return cookie(token.text(), lifetime, request);
    }

    ResponseCookie cleared(ServerHttpRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /// SameSite keeps other sites' requests from bringing the cookie; the origin is checked for browsers that do
    /// not know it and for neighbours on the same site.
    ///
    /// @throws spate.api.web.ProblemException 403 where the request comes from a page of another origin
    void checkOrigin(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String origin = headers.getOrigin();
        if (origin != null && !allowedOrigins.contains(origin) && !isOwn(origin, headers.getFirst("Host"))) {
            throw Problem.of(ErrorCode.FORBIDDEN, "this origin may not use the sign-in")
                    .toException();
        }
    }

    /// Schemes are not compared: a proxy may have ended TLS.
    private static boolean isOwn(String origin, @Nullable String host) {
        int at = origin.indexOf("://");
        return at > 0 && origin.substring(at + 3).equalsIgnoreCase(host);
    }

    private static ResponseCookie cookie(String value, Duration age, ServerHttpRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure("https".equalsIgnoreCase(request.getURI().getScheme()))
                .path(PATH)
                .maxAge(age)
                .build();
    }
}
