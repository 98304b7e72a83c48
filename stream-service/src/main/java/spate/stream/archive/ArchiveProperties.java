package spate.stream.archive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How the archive stores the log.
///
/// @param enabled whether this process archives at all
/// @param linger how long the log may hold back records so that more come at once, 0 to 200 ms; longer stores
///     later, shorter commits more often. Has no effect while the archive is behind.
/// @param pollRowsMax most records taken from the log at once, 1 to 20,000; so many are in memory three times
/// @param rowsMax most rows in one insert and transaction, 1 to 8,000; MySQL takes no more placeholders
/// @param bytesMax most bytes of bodies in one insert, 64 KiB to 8 MiB; must fit `max_allowed_packet` with room
///     to spare
/// @param lanes inserts under way at a time, 1 to 16; each holds a connection, and has its share of the partitions
/// @param storeTimeout longest wait for one transaction, 1 s to 5 min; what takes longer is tried again
/// @param retryFirst wait before the first new try while MySQL is away, 10 ms to 1 min; grows up to `retryMax`
/// @param retryMax longest wait between tries, `retryFirst` to 5 min
/// @param watch how often the identity of the topic and the lag are looked up, 1 s to 1 min
/// @param silence how long a replica may be silent before the others take over its partitions, 6 s to 5 min; a
///     replica that is killed leaves its part of the archive standing still for so long
/// @param recentTimeout longest wait for Redis for each insert, 10 ms to 5 s; longer slows the archive while
///     Redis is away
/// @param recentPause how long Redis is left alone after it failed, 0 to 1 min
/// @param recentWithin how old what is stored may be and still be pushed to Redis, 1 s to 1 h: shorter spares
///     the pushes of an archive that catches up
@ConfigurationProperties("spate.archive")
record ArchiveProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100ms") Duration linger,
        @DefaultValue("4000") int pollRowsMax,
        @DefaultValue("1000") int rowsMax,
        @DefaultValue("4MB") DataSize bytesMax,
        @DefaultValue("4") int lanes,
        @DefaultValue("10s") Duration storeTimeout,
        @DefaultValue("200ms") Duration retryFirst,
        @DefaultValue("10s") Duration retryMax,
        @DefaultValue("5s") Duration watch,
        @DefaultValue("10s") Duration silence,
        @DefaultValue("250ms") Duration recentTimeout,
        @DefaultValue("2s") Duration recentPause,
        @DefaultValue("10s") Duration recentWithin) {

    ArchiveProperties {
        check("linger", linger, Duration.ZERO, Duration.ofMillis(200));
        check("poll-rows-max", pollRowsMax, 1, 20_000);
        check("rows-max", rowsMax, 1, 8_000);
        check("bytes-max", bytesMax, DataSize.ofKilobytes(64), DataSize.ofMegabytes(8));
        check("lanes", lanes, 1, 16);
        check("store-timeout", storeTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
        check("retry-first", retryFirst, Duration.ofMillis(10), Duration.ofMinutes(1));
        check("retry-max", retryMax, retryFirst, Duration.ofMinutes(5));
        check("watch", watch, Duration.ofSeconds(1), Duration.ofMinutes(1));
        check("silence", silence, Duration.ofSeconds(6), Duration.ofMinutes(5));
        check("recent-timeout", recentTimeout, Duration.ofMillis(10), Duration.ofSeconds(5));
        check("recent-pause", recentPause, Duration.ZERO, Duration.ofMinutes(1));
        check("recent-within", recentWithin, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    private static <T extends Comparable<T>> void check(String key, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "spate.archive.%s must be %s to %s, is %s".formatted(key, least, most, value));
        }
    }
}
