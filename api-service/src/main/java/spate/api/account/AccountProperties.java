package spate.api.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Accounts.
///
/// @param hashing what a password costs
/// @param signUpsBurst sign-ups of one address at once
/// @param signUpsRefill time after which one more sign-up of an address is allowed
@ConfigurationProperties("spate.api.account")
public record AccountProperties(
        @DefaultValue Hashing hashing,
        @DefaultValue("500") int signUpsBurst,
        @DefaultValue("2s") Duration signUpsRefill) {

    /// The cost of a password: the defaults take about 50 ms and 16 MB for each thread.
    ///
    /// @param memoryKib memory of one hash, 1024 to 262144
    /// @param iterations passes over it, 1 to 20
    /// @param threads hashes at once, 1 to 64
    /// @param queueMax hashes that wait for each thread; more are refused with 503
    public record Hashing(
            @DefaultValue("16384") int memoryKib,
            @DefaultValue("2") int iterations,
            @DefaultValue("2") int threads,
            @DefaultValue("100") int queueMax) {

        public Hashing {
            check("memory-kib", memoryKib, 1024, 262_144);
            check("iterations", iterations, 1, 20);
            check("threads", threads, 1, 64);
            check("queue-max", queueMax, 1, 10_000);
        }

        private static void check(String key, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(
                        "spate.api.account.hashing." + key + " must be " + min + " to " + max);
            }
        }
    }

    public AccountProperties {
        if (signUpsBurst < 1 || signUpsRefill.toMillis() < 1) {
            throw new IllegalArgumentException("spate.api.account.sign-ups-burst and -refill must be above 0");
        }
    }
}
