package spate.api.token;

import java.time.Clock;
import java.time.Duration;

/// Tokens for tests.
public final class TestTokens {

    private TestTokens() {}

    /// A token like any other, signed by a new key.
    public static String ofAnotherKey() {
        return new AccessTokens(TokenKeys.generate(), Duration.ofMinutes(15), Clock.systemUTC())
                .issue(new SignedIn("AAAAAAAAAAAAAAAAAAAAAA", "mina", "미나", "#2f7fd1", "AAAAAAAAAAAAAAAAAAAAAQ"));
    }
}
