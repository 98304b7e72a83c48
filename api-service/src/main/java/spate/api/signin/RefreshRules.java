package spate.api.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Decides what a presented refresh token leads to. Plain decisions.
///
/// A token counts once. The one before the newest still gives the newest for a short grace, for two tabs that
/// refresh at the same time and for an answer that was lost; any other old token means that somebody copied one,
/// and the sign-in ends for everybody who holds it.
final class RefreshRules {

    private final Duration grace;

    RefreshRules(Duration grace) {
        this.grace = grace;
    }

    Outcome decide(SignIn signIn, RefreshToken presented, long now) {
        if (signIn.revokedAt() != null) {
            return new Outcome.Revoked();
        }
        if (now >= signIn.expiresAt()) {
            return new Outcome.Expired();
        }
        String digest = presented.digest();
        if (same(digest, signIn.tokenHash())) {
            return new Outcome.Rotate();
        }
        String salt = signIn.rotationSalt();
        boolean isFresh = now - signIn.rotatedAt() <= grace.toMillis();
        if (salt != null && isFresh && same(digest, signIn.previousHash())) {
            return new Outcome.Repeat(presented.next(salt));
        }
        return new Outcome.Reused();
    }

    private static boolean same(String digest, @Nullable String stored) {
        return stored != null
                && MessageDigest.isEqual(
                        digest.getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
    }

    /// What a presented token leads to.
    sealed interface Outcome {

        /// It is the newest: a new one takes its place.
        record Rotate() implements Outcome {}

        /// It was the newest a moment ago: the newest is given once more.
        record Repeat(RefreshToken newest) implements Outcome {}

        /// It is an old one: the sign-in is to be revoked.
        record Reused() implements Outcome {}

        /// The sign-in was revoked before.
        record Revoked() implements Outcome {}

        /// Nobody refreshed it for too long.
        record Expired() implements Outcome {}
    }
}
