package spate.rooms.revocation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How ended sign-ins are told and heard of; prefix `spate.revocation`.
///
/// @param every how often Redis is asked, 100 ms to 1 min: an open session of an ended sign-in ends at most this and
///     a second later
/// @param life how long an ended sign-in is remembered, 1 min to 24 h: at least as long as access tokens live
/// @param signInsMax most that are remembered, 1,000 to 10,000,000; above it the oldest are forgotten
@ConfigurationProperties("spate.revocation")
record RevocationProperties(
        @DefaultValue("1s") Duration every,
        @DefaultValue("65m") Duration life,
        @DefaultValue("100000") int signInsMax) {

    RevocationProperties {
        check(every.toMillis() >= 100 && every.toMillis() <= 60_000, "every", "must be 100 ms to 1 min");
        check(life.toSeconds() >= 60 && life.toHours() <= 24, "life", "must be 1 min to 24 h");
        check(signInsMax >= 1_000 && signInsMax <= 10_000_000, "sign-ins-max", "must be 1,000 to 10,000,000");
    }

    private static void check(boolean holds, String key, String message) {
        if (!holds) {
            throw new IllegalArgumentException("spate.revocation." + key + " " + message);
        }
    }
}
