package spate.api.room;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Rooms.
///
/// @param perOwnerMax rooms that one viewer may create, 1 to 100000; more are refused with 409
/// @param conversationsMax direct rooms that one viewer may begin, 1 to 1000000; more are refused with 409
/// @param beginsBurst direct rooms that one viewer may ask for at once, 1 to 10000; more are refused with 429
/// @param beginsRefill time after which one more may be asked for
@ConfigurationProperties("spate.api.room")
public record RoomProperties(
        @DefaultValue("1000") int perOwnerMax,
        @DefaultValue("10000") int conversationsMax,
        @DefaultValue("30") int beginsBurst,
        @DefaultValue("5s") Duration beginsRefill) {

    public RoomProperties {
        if (perOwnerMax < 1 || perOwnerMax > 100_000) {
            throw new IllegalArgumentException("spate.api.room.per-owner-max must be 1 to 100000");
        }
        if (conversationsMax < 1 || conversationsMax > 1_000_000) {
            throw new IllegalArgumentException("spate.api.room.conversations-max must be 1 to 1000000");
        }
        if (beginsBurst < 1 || beginsBurst > 10_000 || beginsRefill.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "spate.api.room.begins-burst must be 1 to 10000, spate.api.room.begins-refill above 0");
        }
    }
}
