package spate.api.signin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.account.Viewer;
import spate.api.web.Problem;
import spate.api.web.ProblemException;
import spate.api.web.RemoteAddress;
import spate.api.web.Violations;
import spate.protocol.ErrorCode;

/// Signing in and out.
@RestController
@Tag(name = "sign-in")
final class SessionController {

    private static final int PASSWORD_MAX = 512; // longer ones cannot be right and are not worth hashing

    private final Sessions sessions;
    private final RefreshCookie cookie;
    private final Attempts attempts;

    SessionController(Sessions sessions, RefreshCookie cookie, Attempts attempts) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.attempts = attempts;
    }

    @Operation(summary = "Sign in; the refresh token comes as a cookie")
    @PostMapping("/api/sessions")
    Mono<ResponseEntity<Grant>> signIn(@RequestBody SignInRequest body, ServerHttpRequest request) {
        var violations = new Violations();
        String handle = violations.required("handle", body.handle());
        String password = violations.required("password", body.password());
        violations.throwIfAny();
        if (handle.length() > PASSWORD_MAX || password.length() > PASSWORD_MAX) {
            throw Problem.of(401, "credentials_wrong", "handle or password is wrong")
                    .toException();
        }
        String address = RemoteAddress.keyOf(request);
        attempts.begin(handle, address);
        return sessions.begin(handle, password)
                .doOnNext(_ -> attempts.succeeded(handle, address))
                .map(granted -> answer(HttpStatus.CREATED, granted, request));
    }

    @Operation(summary = "A new access token for the refresh cookie, which rotates")
    @PostMapping("/api/sessions/refresh")
    Mono<ResponseEntity<Grant>> refresh(ServerHttpRequest request, ServerHttpResponse response) {
        cookie.checkOrigin(request);
        return Mono.justOrEmpty(cookie.read(request))
                .switchIfEmpty(Mono.error(() ->
                        Problem.of(ErrorCode.SIGN_IN_REQUIRED, "sign in first").toException()))
                .flatMap(sessions::refresh)
                .doOnError(ProblemException.class, _ -> response.addCookie(cookie.cleared(request)))
                .map(granted -> answer(HttpStatus.OK, granted, request));
    }

    @Operation(summary = "Sign out: the refresh token ends; access tokens run out by themselves")
    @DeleteMapping("/api/sessions")
    Mono<ResponseEntity<Void>> signOut(ServerHttpRequest request) {
        cookie.checkOrigin(request);
        return Mono.justOrEmpty(cookie.read(request))
                .flatMap(sessions::end)
                .thenReturn(ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookie.cleared(request).toString())
                        .build());
    }

    private ResponseEntity<Grant> answer(HttpStatus status, Sessions.Granted granted, ServerHttpRequest request) {
        Viewer viewer = granted.viewer();
        var grant = new Grant(
                granted.accessToken(),
                granted.lifetime().toSeconds(),
                new Grant.Holder(viewer.id(), viewer.handle(), viewer.displayName(), viewer.color()));
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie.holding(granted.refreshToken(), request).toString())
                .body(grant);
    }

    record SignInRequest(@Nullable String handle, @Nullable String password) {
        @Override
        public String toString() {
            return "SignInRequest[" + handle + "]"; // never the password
        }
    }

    /// What a sign-in or a refresh gives.
    ///
    /// @param accessToken for `Authorization: Bearer` and for `hello`
    /// @param expiresInSeconds how long it is valid
    /// @param viewer whose it is
    record Grant(String accessToken, long expiresInSeconds, Holder viewer) {

        record Holder(String id, String handle, String name, String color) {}
    }
}
