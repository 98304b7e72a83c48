package spate.api.export;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of exports.
///
/// @param allMax exports under way on this replica, 1 to 100; further ones are answered 503. Each holds up to 2 MiB
///     for a reader who is slow
/// @param eachMax exports under way of one viewer on this replica, 1 to 10; further ones are answered 429
/// @param stalled how long an export may stand still before it is broken off, 5 s to 10 min
@ConfigurationProperties("spate.api.export")
public record ExportProperties(
        @DefaultValue("8") int allMax,
        @DefaultValue("2") int eachMax,
        @DefaultValue("60s") Duration stalled) {

    public ExportProperties {
        if (allMax < 1 || allMax > 100) {
            throw new IllegalArgumentException("spate.api.export.all-max must be 1 to 100");
        }
        if (eachMax < 1 || eachMax > 10) {
            throw new IllegalArgumentException("spate.api.export.each-max must be 1 to 10");
        }
        if (stalled.toSeconds() < 5 || stalled.toSeconds() > 600) {
            throw new IllegalArgumentException("spate.api.export.stalled must be 5s to 10m");
        }
    }
}
