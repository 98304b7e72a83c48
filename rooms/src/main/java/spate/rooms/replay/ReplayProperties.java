package spate.rooms.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How stored events are read.
///
/// @param storeTimeout longest wait for MySQL, 100 ms to 30 s; what takes longer fails
/// @param recentTimeout longest wait for Redis before MySQL is asked, 10 ms to 5 s; shorter gives up on a
///     healthy Redis under load, longer delays every look-up while Redis is down
/// @param recentPause how long Redis, or MySQL, is passed over after it failed, 0 to 1 min; shorter makes more
///     look-ups wait for it
/// @param sharedMax most different look-ups that are shared at a time, 1 to 1,000,000; further ones are made
///     unshared
@ConfigurationProperties("spate.replay")
record ReplayProperties(
        @DefaultValue("2s") Duration storeTimeout,
        @DefaultValue("250ms") Duration recentTimeout,
        @DefaultValue("1s") Duration recentPause,
        @DefaultValue("10000") int sharedMax) {

    ReplayProperties {
        check("spate.replay.store-timeout", storeTimeout, Duration.ofMillis(100), Duration.ofSeconds(30));
        check("spate.replay.recent-timeout", recentTimeout, Duration.ofMillis(10), Duration.ofSeconds(5));
        check("spate.replay.recent-pause", recentPause, Duration.ZERO, Duration.ofMinutes(1));
        if (sharedMax < 1 || sharedMax > 1_000_000) {
            throw new IllegalArgumentException("spate.replay.shared-max must be 1 to 1,000,000, is " + sharedMax);
        }
    }

    private static void check(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s must be %s to %s, is %s".formatted(key, least, most, value));
        }
    }
}
