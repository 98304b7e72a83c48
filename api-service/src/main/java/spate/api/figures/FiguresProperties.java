package spate.api.figures;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of what is shown of figures.
///
/// @param liveMax live dashboards on this replica, 1 to 10,000; further ones are answered 503
/// @param liveEachMax live dashboards of one viewer on this replica, 1 to 100; further ones are answered 429
@ConfigurationProperties("spate.api.figures")
public record FiguresProperties(
        @DefaultValue("500") int liveMax, @DefaultValue("5") int liveEachMax) {

    public FiguresProperties {
        if (liveMax < 1 || liveMax > 10_000) {
            throw new IllegalArgumentException("spate.api.figures.live-max must be 1 to 10000");
        }
        if (liveEachMax < 1 || liveEachMax > 100) {
            throw new IllegalArgumentException("spate.api.figures.live-each-max must be 1 to 100");
        }
    }
}
