package spate.api.web;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A token bucket for each key. Thread-safe; holds at most `keysMax` keys and forgets the one unused for longest,
/// which then begins with a full bucket.
public final class TokenBuckets {

    private final int burst;
    private final double millisPerToken;
    private final Clock clock;
    private final Map<String, Bucket> buckets;

    /// @param burst tokens of a full bucket, at least 1
    /// @param refill time after which one token comes back
    /// @param keysMax keys held at once
    public TokenBuckets(int burst, Duration refill, int keysMax, Clock clock) {
        if (burst < 1 || refill.isNegative() || refill.isZero() || keysMax < 1) {
            throw new IllegalArgumentException("a bucket needs room, a refill and a key");
        }
        this.burst = burst;
        this.millisPerToken = refill.toNanos() / 1e6;
        this.clock = clock;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > keysMax;
            }
        };
    }

    /// Takes a token of the key's bucket.
    ///
    /// @return zero where there was one, else how long until there is one
    public synchronized Duration take(String key) {
        Bucket bucket = refilled(key);
        if (bucket.tokens < 1) {
            return Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) * millisPerToken));
        }
        bucket.tokens -= 1;
        return Duration.ZERO;
    }

    /// Puts a token back that was taken for something that does not count after all.
    public synchronized void giveBack(String key) {
        Bucket bucket = refilled(key);
        bucket.tokens = Math.min(burst, bucket.tokens + 1);
    }

    private Bucket refilled(String key) {
        long now = clock.millis();
        Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket(burst, now));
        // A clock that was set back refills nothing.
        bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) / millisPerToken);
        bucket.at = now;
        return bucket;
    }

    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }
}
