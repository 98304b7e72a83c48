package spate.api.webhook;

import java.time.Duration;

/// How long to wait after attempts that failed. Plain decision.
///
/// @param least after the first
/// @param most never longer
record Backoff(Duration least, Duration most) {

    private static final int FACTOR_BITS = 2;
    private static final int STEPS_MAX = 15;

    /// The pause in milliseconds.
    ///
    /// @param attempts that failed, at least 1
    /// @param random 0 to below 1: takes up to a fifth away, so that those who failed together do not come
    ///     back so
    long millis(int attempts, double random) {
        int steps = Math.min(attempts - 1, STEPS_MAX);
        long whole = Math.min(most.toMillis(), least.toMillis() << (FACTOR_BITS * steps));
        return Math.round(whole * (1 - random / 5));
    }
}
