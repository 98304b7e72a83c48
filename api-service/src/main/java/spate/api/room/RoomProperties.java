package spate.api.room;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Rooms.
///
/// @param perOwnerMax rooms that one viewer may create, 1 to 100000; more are refused with 409
@ConfigurationProperties("spate.api.room")
public record RoomProperties(@DefaultValue("1000") int perOwnerMax) {

    public RoomProperties {
        if (perOwnerMax < 1 || perOwnerMax > 100_000) {
            throw new IllegalArgumentException("spate.api.room.per-owner-max must be 1 to 100000");
        }
    }
}
