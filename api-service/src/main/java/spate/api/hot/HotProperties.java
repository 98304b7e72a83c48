package spate.api.hot;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Hot rooms.
///
/// @param threshold fetches of a room's history in one second, over all replicas, with which it becomes hot, and
///     how many of them ask the database at most: 2 to 100,000; 0 for no bound
/// @param cooling how long a room stays hot after the last such second, 1 s to 1 min
/// @param answersMax fetches of a room that one replica answers from its snapshot in a second, 1 to 1,000,000;
///     more are refused
/// @param timeout longest wait of a fetch for Redis, 5 ms to 1 s; then this replica counts alone for a second
/// @param roomsMax rooms that are counted on this replica, and whose snapshots it may hold: 10 to 100,000. Each
///     snapshot has at most 256 KiB
@ConfigurationProperties("spate.api.hot")
public record HotProperties(
        @DefaultValue("300") int threshold,
        @DefaultValue("5s") Duration cooling,
        @DefaultValue("5000") int answersMax,
        @DefaultValue("100ms") Duration timeout,
        @DefaultValue("1000") int roomsMax) {

    public HotProperties {
        check(threshold == 0 || (threshold >= 2 && threshold <= 100_000), "threshold must be 0 or 2 to 100000");
        check(cooling.toMillis() >= 1_000 && cooling.toMillis() <= 60_000, "cooling must be 1s to 1m");
        check(answersMax >= 1 && answersMax <= 1_000_000, "answers-max must be 1 to 1000000");
        check(timeout.toMillis() >= 5 && timeout.toMillis() <= 1_000, "timeout must be 5ms to 1s");
        check(roomsMax >= 10 && roomsMax <= 100_000, "rooms-max must be 10 to 100000");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("spate.api.hot." + message);
        }
    }

    boolean isOn() {
        return threshold > 0;
    }
}
