package spate.api.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Bounds of every request.
///
/// @param bodyMax largest body; a larger one is refused with 413; 1 KB to 1 MB
/// @param requestTimeout longest a request may take before 503; below a second slow passwords fail, above a
///     minute requests pile up behind a database that hangs
/// @param allowedOrigins origins besides the own one from which a browser may use the refresh cookie
@ConfigurationProperties("spate.api.web")
public record WebProperties(
        @DefaultValue("64KB") DataSize bodyMax,
        @DefaultValue("8s") Duration requestTimeout,
        @DefaultValue List<String> allowedOrigins) {

    public WebProperties {
        if (bodyMax.toBytes() < 1024 || bodyMax.toBytes() > 1024 * 1024) {
            throw new IllegalArgumentException("spate.api.web.body-max must be 1KB to 1MB");
        }
        if (requestTimeout.toMillis() < 1000 || requestTimeout.toMillis() > 60_000) {
            throw new IllegalArgumentException("spate.api.web.request-timeout must be 1s to 60s");
        }
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
