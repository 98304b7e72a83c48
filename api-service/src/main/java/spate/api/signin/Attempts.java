package spate.api.signin;

import java.time.Duration;
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;

/// Bounds how often somebody may guess: for each handle and for each address. What succeeds does not count.
final class Attempts {

    private final TokenBuckets byHandle;
    private final TokenBuckets byAddress;

    Attempts(TokenBuckets byHandle, TokenBuckets byAddress) {
        this.byHandle = byHandle;
        this.byAddress = byAddress;
    }

    /// @throws spate.api.web.ProblemException 429 where there were too many
    void begin(String handle, String address) {
        Duration wait = byAddress.take(address);
        if (wait.isZero()) {
            wait = byHandle.take(handle);
            if (!wait.isZero()) {
                byAddress.giveBack(address);
            }
        }
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
    }

    void succeeded(String handle, String address) {
        byHandle.giveBack(handle);
        byAddress.giveBack(address);
    }
}
