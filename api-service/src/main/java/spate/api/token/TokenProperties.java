package spate.api.token;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Access tokens.
///
/// @param key JWK or JWK set (JSON) that signs: the first key signs, the others are only published; where it is
///     empty the key file is used
/// @param keyFile file with a JWK set, made with a new key where it is missing
/// @param lifetime how long an access token is valid, 1 minute to 1 hour: the longest that it works
///     after its sign-in was ended where nobody could be told of that
/// @param botCallsPerSecond sustained calls of one bot on this replica, 1 to 1000; more are refused with 429
/// @param botCallsBurst calls of one bot at once, 1 to 10000
@ConfigurationProperties("spate.api.token")
public record TokenProperties(
        @DefaultValue("") String key,
        @DefaultValue(".spate/token-key.json") Path keyFile,
        @DefaultValue("15m") Duration lifetime,
        @DefaultValue("20") int botCallsPerSecond,
        @DefaultValue("100") int botCallsBurst) {

    public TokenProperties {
        if (lifetime.toSeconds() < 60 || lifetime.toSeconds() > 3600) {
            throw new IllegalArgumentException("spate.api.token.lifetime must be 1m to 1h");
        }
        if (botCallsPerSecond < 1 || botCallsPerSecond > 1000 || botCallsBurst < 1 || botCallsBurst > 10_000) {
            throw new IllegalArgumentException("spate.api.token.bot-calls-per-second must be 1 to 1000,"
                    + " spate.api.token.bot-calls-burst 1 to 10000");
        }
    }

    @Override
    public String toString() {
        return "TokenProperties[keyFile=" + keyFile + ", lifetime=" + lifetime + "]"; // never the key
    }
}
