package spate.api.posting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Posting over REST.
///
/// @param perSecond sustained posts of one viewer, 1 to 1000; more are refused with 429
/// @param burst posts of one viewer at once, 1 to 10000
/// @param viewersMax viewers whose rate is remembered; the one who was silent for longest is forgotten first
@ConfigurationProperties("spate.api.posting")
public record PostingProperties(
        @DefaultValue("5") int perSecond,
        @DefaultValue("20") int burst,
        @DefaultValue("100000") int viewersMax) {

    public PostingProperties {
        if (perSecond < 1 || perSecond > 1000 || burst < 1 || burst > 10_000 || viewersMax < 1) {
            throw new IllegalArgumentException("spate.api.posting.per-second must be 1 to 1000,"
                    + " spate.api.posting.burst 1 to 10000, spate.api.posting.viewers-max above 0");
        }
    }
}
