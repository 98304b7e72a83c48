package spate.api.money;

import java.time.Duration;
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;

/// How often one viewer may ask for what moves money. Thread-safe.
public final class MoneyRates {

    private final TokenBuckets buckets;

    MoneyRates(TokenBuckets buckets) {
        this.buckets = buckets;
    }

    /// Counts a request.
    ///
    /// @throws spate.api.web.ProblemException 429 where it is one too many
    public void take(String viewer) {
        Duration wait = buckets.take(viewer);
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
    }
}
