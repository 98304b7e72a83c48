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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.account.Profiles;
import spate.api.account.Viewer;
import spate.api.token.SignedIn;
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
    @ResponseStatus(HttpStatus.CREATED)
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

    @Operation(summary = "Sign out: the refresh token and the access tokens of this sign-in end, or of all")
    @DeleteMapping("/api/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<ResponseEntity<Void>> signOut(
            @RequestParam(name = "everywhere", defaultValue = "false") boolean everywhere, ServerHttpRequest request) {
        cookie.checkOrigin(request);
        return Mono.justOrEmpty(cookie.read(request))
                .flatMap(token -> sessions.end(token, everywhere))
                .thenReturn(ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookie.cleared(request).toString())
                        .build());
    }

    @Operation(summary = "Change the password; all other sign-ins end")
    @PutMapping("/api/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> changePassword(SignedIn viewer, @RequestBody PasswordChange body, ServerHttpRequest request) {
        var violations = new Violations();
        String current = violations.required("current", body.current());
        String next = violations.required("password", body.password());
        Profiles.password(violations, next);
        violations.throwIfAny();
        if (current.length() > PASSWORD_MAX) {
            throw Problem.of(403, "credentials_wrong", "the current password is wrong")
                    .toException();
        }
        String address = RemoteAddress.keyOf(request);
        attempts.begin(viewer.handle(), address);
        return sessions.changePassword(viewer, current, next)
                .doOnSuccess(_ -> attempts.succeeded(viewer.handle(), address));
    }

    @Operation(
            summary = "Leave: the account goes, and all sign-ins end",
            description = "The name is gone at once, what one wrote is hidden within seconds and erased afterwards, the"
                    + " own rooms are closed. Entries of the ledger stay, under an id that names nobody.")
    @DeleteMapping("/api/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<ResponseEntity<Void>> leave(SignedIn viewer, @RequestBody Farewell body, ServerHttpRequest request) {
        var violations = new Violations();
        String password = violations.required("password", body.password());
        violations.throwIfAny();
        if (password.length() > PASSWORD_MAX) {
            throw Problem.of(403, "credentials_wrong", "the password is wrong").toException();
        }
        String address = RemoteAddress.keyOf(request);
        attempts.begin(viewer.handle(), address);
        return sessions.leave(viewer, password)
                .doOnSuccess(_ -> attempts.succeeded(viewer.handle(), address))
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

    /// @param current the password so far
    /// @param password the new one, 8 to 128 characters
    record PasswordChange(
            @Nullable String current, @Nullable String password) {
        @Override
        public String toString() {
            return "PasswordChange[]"; // never the passwords
        }
    }

    /// @param password of the account that goes
    record Farewell(@Nullable String password) {
        @Override
        public String toString() {
            return "Farewell[]"; // never the password
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
