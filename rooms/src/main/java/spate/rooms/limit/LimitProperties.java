package spate.rooms.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Limits of posting over replicas; prefix `spate.limits`.
///
/// @param shared whether Redis is asked at all; without it each replica limits by itself
/// @param timeout longest wait for one call to Redis, 5 ms to 1 s; a message waits for two at most. When it is over,
///     this replica decides alone and goes on so until Redis answers again
/// @param retry how often a Redis that did not answer is tried, beside the way of messages, 100 ms to 1 min
/// @param viewersMax viewers whose rates this replica remembers, 1,000 to 10,000,000; further ones are not limited
///     here
/// @param botPerSecond sustained messages of one bot, over WebSocket and REST together, 1 to 1,000
/// @param botBurst messages of one bot at once, 1 to 10,000
@ConfigurationProperties("spate.limits")
record LimitProperties(
        @DefaultValue("true") boolean shared,
        @DefaultValue("40ms") Duration timeout,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("200000") int viewersMax,
        @DefaultValue("10") int botPerSecond,
        @DefaultValue("50") int botBurst) {

    LimitProperties {
        check(timeout.toMillis() >= 5 && timeout.toMillis() <= 1_000, "timeout", "must be 5 ms to 1 s");
        check(retry.toMillis() >= 100 && retry.toMillis() <= 60_000, "retry", "must be 100 ms to 1 min");
        check(viewersMax >= 1_000 && viewersMax <= 10_000_000, "viewers-max", "must be 1,000 to 10,000,000");
        check(botPerSecond >= 1 && botPerSecond <= 1_000, "bot-per-second", "must be 1 to 1,000");
        check(botBurst >= 1 && botBurst <= 10_000, "bot-burst", "must be 1 to 10,000");
    }

    private static void check(boolean holds, String key, String message) {
        if (!holds) {
            throw new IllegalArgumentException("spate.limits." + key + " " + message);
        }
    }
}
