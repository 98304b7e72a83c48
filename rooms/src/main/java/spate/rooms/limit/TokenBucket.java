package spate.rooms.limit;

/// A rate with a burst. For one thread.
public final class TokenBucket {

    private final double perNano;
    private final double burst;
    private double tokens;
    private long filledAt;

    public TokenBucket(double perSecond, double burst, long nowNanos) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = nowNanos;
    }

    /// Takes one, if there is one.
    ///
    /// @return 0 where it was taken, else how many milliseconds until there is one
    public long take(long nowNanos) {
        tokens = Math.min(burst, tokens + Math.max(0, nowNanos - filledAt) * perNano);
        filledAt = nowNanos;
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return (long) Math.ceil((1 - tokens) / perNano / 1e6);
    }

    /// Whether it is as full as it ever gets.
    boolean isFull(long nowNanos) {
        return tokens + (nowNanos - filledAt) * perNano >= burst;
    }
}
