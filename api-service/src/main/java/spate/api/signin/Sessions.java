package spate.api.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.account.Passwords;
import spate.api.account.Viewer;
import spate.api.account.Viewers;
import spate.api.privacy.Erasures;
import spate.api.token.AccessTokens;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.rooms.revocation.Revocations;

/// Signs viewers in, renews and ends their sign-ins. Thread-safe.
final class Sessions {

    private final Viewers viewers;
    private final Passwords passwords;
    private final SignIns signIns;
    private final RefreshRules rules;
    private final AccessTokens accessTokens;
    private final Erasures erasures;
    private final Revocations revocations;
    private final Duration lifetime;
    private final Clock clock;

    Sessions(
            Viewers viewers,
            Passwords passwords,
            SignIns signIns,
            RefreshRules rules,
            AccessTokens accessTokens,
            Erasures erasures,
            Revocations revocations,
            Duration lifetime,
            Clock clock) {
        this.viewers = viewers;
        this.passwords = passwords;
        this.signIns = signIns;
        this.rules = rules;
        this.accessTokens = accessTokens;
        this.erasures = erasures;
        this.revocations = revocations;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /// Signs a viewer in. An unknown handle and a wrong password look the same and take the same time.
    Mono<Granted> begin(String handle, String password) {
        return viewers.findCredentials(handle)
                .map(Found::new)
                .defaultIfEmpty(new Found(null))
                .flatMap(found -> passwords
                        .matches(password, found.hash())
                        .filter(isRight -> isRight)
                        .flatMap(_ -> Mono.justOrEmpty(found.viewer())))
                .switchIfEmpty(Mono.error(Sessions::credentialsWrong))
                .flatMap(this::grant);
    }

    /// Gives a new access token and the newest refresh token for a refresh token.
    Mono<Granted> refresh(RefreshToken presented) {
        return signIns.find(presented.signIn())
                .switchIfEmpty(Mono.error(Sessions::notValid))
                .flatMap(signIn -> switch (rules.decide(signIn, presented, clock.millis())) {
                    case RefreshRules.Outcome.Rotate _ -> rotate(signIn, presented);
                    case RefreshRules.Outcome.Repeat repeat -> granted(signIn, repeat.newest());
                    case RefreshRules.Outcome.Reused _ -> revoke(signIn.id()).then(Mono.error(Sessions::notValid));
                    case RefreshRules.Outcome.Revoked _ -> Mono.error(Sessions::notValid);
                    case RefreshRules.Outcome.Expired _ -> Mono.error(Sessions::expired);
                });
    }

    /// Ends the sign-in of a refresh token, if it is one of its tokens.
    ///
    /// @param everywhere whether all other sign-ins of the viewer end too
    Mono<Void> end(RefreshToken presented, boolean everywhere) {
        return signIns.find(presented.signIn())
                .filter(signIn -> isToken(signIn, presented.digest()))
                .flatMap(signIn -> everywhere ? revokeAll(signIn.viewer(), "") : revoke(signIn.id()));
    }

    /// Changes a viewer's password, and ends all sign-ins of the viewer but the one that asks: whoever knew the old
    /// one is out.
    Mono<Void> changePassword(SignedIn viewer, String current, String next) {
        return viewers.findCredentials(viewer.handle())
                .filterWhen(found -> passwords.matches(current, found.passwordHash()))
                .switchIfEmpty(Mono.error(Sessions::passwordWrong))
                .flatMap(_ -> passwords.hash(next))
                .flatMap(hash -> viewers.changePassword(viewer.id(), hash))
                .then(Mono.defer(() -> revokeAll(viewer.id(), viewer.signIn())));
    }

    /// Takes the viewer's account away, and ends all sign-ins.
    Mono<Void> leave(SignedIn viewer, String password) {
        return viewers.findCredentials(viewer.handle())
                .filterWhen(found -> passwords.matches(password, found.passwordHash()))
                .switchIfEmpty(Mono.error(Sessions::passwordWrong))
                // Ended first: what is told of them is looked up, and the erasure takes it away.
                .flatMap(_ -> signIns.revokeAll(viewer.id(), "", clock.millis()))
                .flatMap(ended -> erasures.begin(viewer.id()).then(revocations.tell(ended)))
                // Somebody who signed in at the same moment.
                .then(Mono.defer(() -> revokeAll(viewer.id(), "")));
    }

    private Mono<Void> revoke(String signIn) {
        return signIns.revoke(signIn, clock.millis()).then(revocations.tell(List.of(signIn)));
    }

    private Mono<Void> revokeAll(String viewer, String except) {
        return signIns.revokeAll(viewer, except, clock.millis()).flatMap(revocations::tell);
    }

    private Mono<Granted> grant(Viewer viewer) {
        return Mono.defer(() -> {
            RefreshToken token = RefreshToken.first(EventId.random().value());
            long now = clock.millis();
            var signIn = new SignIn(
                    token.signIn(), viewer.id(), token.digest(), null, null, now, now, now + lifetime.toMillis(), null);
            return signIns.add(signIn).thenReturn(granted(viewer, token));
        });
    }

    private Mono<Granted> rotate(SignIn signIn, RefreshToken presented) {
        String salt = EventId.random().value();
        RefreshToken next = presented.next(salt);
        long now = clock.millis();
        return signIns.rotate(signIn.id(), presented.digest(), next, salt, now, now + lifetime.toMillis())
                // Another request was first: what it left decides, and it is in its grace now.
                .flatMap(isDone -> isDone ? granted(signIn, next) : refresh(presented));
    }

    private Mono<Granted> granted(SignIn signIn, RefreshToken token) {
        return viewers.find(signIn.viewer())
                .switchIfEmpty(Mono.error(Sessions::notValid))
                .map(viewer -> granted(viewer, token));
    }

    private Granted granted(Viewer viewer, RefreshToken token) {
        String access = accessTokens.issue(
                new SignedIn(viewer.id(), viewer.handle(), viewer.displayName(), viewer.color(), token.signIn()));
        return new Granted(viewer, access, accessTokens.lifetime(), token);
    }

    private static boolean isToken(SignIn signIn, String digest) {
        return digest.equals(signIn.tokenHash()) || digest.equals(signIn.previousHash());
    }

    private static RuntimeException credentialsWrong() {
        return Problem.of(401, "credentials_wrong", "handle or password is wrong")
                .toException();
    }

    private static RuntimeException passwordWrong() {
        return Problem.of(403, "credentials_wrong", "the current password is wrong")
                .toException();
    }

    private static RuntimeException notValid() {
        return Problem.of(ErrorCode.TOKEN_INVALID, "this sign-in has ended; sign in again")
                .toException();
    }

    private static RuntimeException expired() {
        return Problem.of(ErrorCode.TOKEN_EXPIRED, "this sign-in has expired; sign in again")
                .toException();
    }

    /// What a sign-in or a refresh gives.
    record Granted(Viewer viewer, String accessToken, Duration lifetime, RefreshToken refreshToken) {
        @Override
        public String toString() {
            return "Granted[" + viewer.handle() + "]"; // never the tokens
        }
    }

    private record Found(Viewers.@Nullable Credentials credentials) {

        @Nullable
        String hash() {
            return credentials == null ? null : credentials.passwordHash();
        }

        @Nullable
        Viewer viewer() {
            return credentials == null ? null : credentials.viewer();
        }
    }
}
