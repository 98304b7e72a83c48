package spate.api.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.api.web.RemoteAddress;
import spate.api.web.TokenBuckets;
import spate.api.web.Violations;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;

/// Sign-up and the own profile.
@RestController
@Tag(name = "accounts")
final class AccountController {

    private final Viewers viewers;
    private final Passwords passwords;
    private final TokenBuckets signUps;
    private final Clock clock;

    AccountController(Viewers viewers, Passwords passwords, TokenBuckets signUps, Clock clock) {
        this.viewers = viewers;
        this.passwords = passwords;
        this.signUps = signUps;
        this.clock = clock;
    }

    @Operation(summary = "Sign up")
    @PostMapping("/api/users")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ResponseEntity<Viewer>> signUp(@RequestBody SignUp signUp, ServerHttpRequest request) {
        Viewer viewer = newViewer(signUp);
        Duration wait = signUps.take(RemoteAddress.keyOf(request));
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
        return viewers.findCredentials(viewer.handle())
                .flatMap(_ -> Mono.<String>error(AccountController::handleTaken))
                .switchIfEmpty(Mono.defer(() -> passwords.hash(signUp.passwordOrEmpty())))
                .flatMap(hash -> viewers.add(viewer, hash))
                .onErrorMap(DuplicateKeyException.class, _ -> handleTaken())
                .thenReturn(ResponseEntity.created(URI.create("/api/me")).body(viewer));
    }

    @Operation(summary = "The own profile")
    @GetMapping("/api/me")
    Mono<Viewer> me(SignedIn viewer) {
        return viewers.find(viewer.id()).switchIfEmpty(Mono.error(AccountController::gone));
    }

    @Operation(summary = "Change the own profile; tokens carry it after the next refresh")
    @PatchMapping("/api/me")
    Mono<Viewer> change(SignedIn viewer, @RequestBody ProfileChange change) {
        change.check();
        return viewers.find(viewer.id())
                .switchIfEmpty(Mono.error(AccountController::gone))
                .map(change::applied)
                .flatMap(changed -> viewers.change(changed.id(), changed.displayName(), changed.color())
                        .thenReturn(changed));
    }

    private Viewer newViewer(SignUp signUp) {
        var violations = new Violations();
        String handle = Profiles.handle(violations, violations.required("handle", signUp.handle()));
        String name = Profiles.displayName(violations, violations.required("displayName", signUp.displayName()));
        Profiles.password(violations, violations.required("password", signUp.password()));
        violations.throwIfAny();
        String id = EventId.random().value();
        return new Viewer(id, handle, name, Profiles.firstColor(id), clock.millis());
    }

    private static RuntimeException handleTaken() {
        return Problem.conflict("handle", "handle_taken", "this handle is taken")
                .toException();
    }

    private static RuntimeException gone() {
        return Problem.of(ErrorCode.TOKEN_INVALID, "the viewer of this token does not exist")
                .toException();
    }

    /// @param handle `[a-z0-9_]{3,20}`
    /// @param displayName 1 to 30 characters
    /// @param password 8 to 128 characters
    record SignUp(
            @Nullable String handle,
            @Nullable String displayName,
            @Nullable String password) {

        String passwordOrEmpty() {
            return password == null ? "" : password;
        }

        @Override
        public String toString() {
            return "SignUp[" + handle + "]"; // never the password
        }
    }

    /// What is absent stays.
    record ProfileChange(
            @Nullable String displayName, @Nullable String color) {

        void check() {
            var violations = new Violations();
            if (displayName != null) {
                Profiles.displayName(violations, displayName);
            }
            if (color != null) {
                Profiles.color(violations, color);
            }
            violations.throwIfAny();
        }

        Viewer applied(Viewer viewer) {
            return new Viewer(
                    viewer.id(),
                    viewer.handle(),
                    displayName == null ? viewer.displayName() : displayName.strip(),
                    color == null ? viewer.color() : color,
                    viewer.createdAt());
        }
    }
}
