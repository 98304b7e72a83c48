package spate.rooms.overload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When new sessions and joins are shed; prefix `spate.overload`.
///
/// @param relayLag how long a task may wait for the relay's thread, 50 ms to 1 min
/// @param loopLag how long a task may wait for any event loop that has sessions, 50 ms to 1 min
/// @param logLag how many records the log may have that this replica did not fetch yet, 100 to 1,000,000,000
/// @param directShare which part of the direct memory the sessions' buffers may take, 0.1 to 1
/// @param directBytes how much direct memory there is, at least 64 KiB; 0 for as much as the heap may grow to, which
///     is what a JVM allows unless told otherwise
/// @param after how long a bound must be exceeded before anybody is shed, 0 to 1 min: a pause of the collector is no
///     overload, and thousands who join at once are through in seconds (docs/performance.md)
/// @param until how long everything must be below half of its bound before nobody is shed any more, 0 to 5 min
/// @param retryLeast shortest wait that who is shed is told, 100 ms to 1 min; up to four times as long
@ConfigurationProperties("spate.overload")
record OverloadProperties(
        @DefaultValue("2s") Duration relayLag,
        @DefaultValue("2s") Duration loopLag,
        @DefaultValue("100000") long logLag,
        @DefaultValue("0.85") double directShare,
        @DefaultValue("0") long directBytes,
        @DefaultValue("3s") Duration after,
        @DefaultValue("3s") Duration until,
        @DefaultValue("1s") Duration retryLeast) {

    OverloadProperties {
        check("relay-lag", relayLag, 50, 60_000);
        check("loop-lag", loopLag, 50, 60_000);
        check("after", after, 0, 60_000);
        check("until", until, 0, 300_000);
        check("retry-least", retryLeast, 100, 60_000);
        if (logLag < 100 || logLag > 1_000_000_000) {
            throw new IllegalArgumentException(
                    "spate.overload.log-lag must be 100 to 1,000,000,000 records, is " + logLag);
        }
        if (directShare < 0.1 || directShare > 1) {
            throw new IllegalArgumentException("spate.overload.direct-share must be 0.1 to 1, is " + directShare);
        }
        if (directBytes != 0 && directBytes < 64 << 10) {
            throw new IllegalArgumentException("spate.overload.direct-bytes must be 0 or at least 64 KiB");
        }
    }

    private static void check(String key, Duration value, long least, long most) {
        if (value.toMillis() < least || value.toMillis() > most) {
            throw new IllegalArgumentException(
                    "spate.overload." + key + " must be " + least + " to " + most + " ms, is " + value);
        }
    }
}
