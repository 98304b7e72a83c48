package spate.rooms.held;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Messages that wait for moderators.
///
/// @param perRoomMax messages of a room that wait at a time, 1 to 10,000; more are refused as a blocked word
///     is. Posts that come at the same moment may go over it by their number
/// @param life how long a message waits, and how long its author can see what became of it, 1 min to 30 d
@ConfigurationProperties("spate.held")
public record HeldProperties(
        @DefaultValue("200") int perRoomMax,
        @DefaultValue("24h") Duration life) {

    public HeldProperties {
        if (perRoomMax < 1 || perRoomMax > 10_000) {
            throw new IllegalArgumentException("spate.held.per-room-max must be 1 to 10,000");
        }
        if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("spate.held.life must be 1 min to 30 d");
        }
    }
}
