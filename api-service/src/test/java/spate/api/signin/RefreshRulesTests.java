package spate.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import spate.api.signin.RefreshRules.Outcome;
import spate.protocol.EventId;

class RefreshRulesTests {

    private static final long NOW = 1_790_000_000_000L;
    private static final String SALT = EventId.random().value();

    private final RefreshRules rules = new RefreshRules(Duration.ofSeconds(10));
    private final RefreshToken oldest = RefreshToken.first(EventId.random().value());
    private final RefreshToken previous = oldest.next(EventId.random().value());
    private final RefreshToken newest = previous.next(SALT);

    @Test
    void theNewestRotates() {
        assertThat(rules.decide(signIn(NOW - 60_000, null), newest, NOW)).isEqualTo(new Outcome.Rotate());
    }

    @Test
    void theOneBeforeGivesTheNewestWithinTheGrace() {
        assertThat(rules.decide(signIn(NOW - 10_000, null), previous, NOW)).isEqualTo(new Outcome.Repeat(newest));
    }

    @Test
    void theOneBeforeIsReuseAfterTheGrace() {
        assertThat(rules.decide(signIn(NOW - 10_001, null), previous, NOW)).isEqualTo(new Outcome.Reused());
    }

    @Test
    void anOlderOneIsReuseAtOnce() {
        assertThat(rules.decide(signIn(NOW, null), oldest, NOW)).isEqualTo(new Outcome.Reused());
    }

    @Test
    void nothingHelpsARevokedOne() {
        assertThat(rules.decide(signIn(NOW, NOW - 1), newest, NOW)).isEqualTo(new Outcome.Revoked());
    }

    @Test
    void aSignInExpiresAtItsTime() {
        SignIn signIn = signIn(NOW - 60_000, null);
        assertThat(rules.decide(signIn, newest, signIn.expiresAt() - 1)).isEqualTo(new Outcome.Rotate());
        assertThat(rules.decide(signIn, newest, signIn.expiresAt())).isEqualTo(new Outcome.Expired());
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        assertThat(RefreshToken.parse(newest.text())).contains(newest);
        assertThat(RefreshToken.parse("")).isEmpty();
        assertThat(RefreshToken.parse("a.b")).isEmpty();
        assertThat(RefreshToken.parse(newest.signIn())).isEmpty();
        assertThat(newest.digest()).hasSize(43).isNotEqualTo(previous.digest());
        assertThat(newest.toString()).doesNotContain(newest.secret());
    }

    private SignIn signIn(long rotatedAt, @org.jspecify.annotations.Nullable Long revokedAt) {
        return new SignIn(
                newest.signIn(),
                "viewer",
                newest.digest(),
                previous.digest(),
                SALT,
                rotatedAt,
                NOW - 1_000_000,
                NOW + 1_000_000,
                revokedAt);
    }
}
