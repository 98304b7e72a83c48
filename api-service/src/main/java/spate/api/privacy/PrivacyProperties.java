package spate.api.privacy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Erasure, retention and export.
///
/// @param erase how often it is looked for viewers who left, 100 ms to 10 min
/// @param retain how often it is looked for events that are too old, 100 ms to 1 day
/// @param exportsBurst exports of one viewer at once, 1 to 1000; more are refused with 429
/// @param exportsRefill time after which one more is allowed
@ConfigurationProperties("spate.api.privacy")
public record PrivacyProperties(
        @DefaultValue("2s") Duration erase,
        @DefaultValue("1m") Duration retain,
        @DefaultValue("5") int exportsBurst,
        @DefaultValue("20m") Duration exportsRefill) {

    public PrivacyProperties {
        if (erase.toMillis() < 100 || erase.toMinutes() > 10) {
            throw new IllegalArgumentException("spate.api.privacy.erase must be 100ms to 10m");
        }
        if (retain.toMillis() < 100 || retain.toHours() > 24) {
            throw new IllegalArgumentException("spate.api.privacy.retain must be 100ms to 1d");
        }
        if (exportsBurst < 1 || exportsBurst > 1_000 || exportsRefill.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "spate.api.privacy.exports-burst must be 1 to 1000, spate.api.privacy.exports-refill above 0");
        }
    }
}
