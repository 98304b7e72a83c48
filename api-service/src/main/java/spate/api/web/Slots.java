package spate.api.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// A bounded number of places for what takes long, and of those only a few for each who takes them. Thread-safe.
public final class Slots {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final int allMax;
    private final int eachMax;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    /// @param allMax places there are
    /// @param eachMax places that one holder may have
    public Slots(int allMax, int eachMax) {
        this.allMax = allMax;
        this.eachMax = eachMax;
    }

    /// Takes a place, which is to be freed once.
    ///
    /// @throws ProblemException 429 where the holder has as many as may be, 503 where all are taken
    public synchronized void take(String holder) {
        int own = taken.getOrDefault(holder, 0);
        if (own >= eachMax) {
            throw Problem.rateLimited(RETRY).toException();
        }
        if (all >= allMax) {
            throw Problem.unavailable("too many of these are under way; try again")
                    .toException();
        }
        taken.put(holder, own + 1);
        all++;
    }

    /// Gives a place back.
    public synchronized void free(String holder) {
        int own = taken.getOrDefault(holder, 0);
        if (own > 1) {
            taken.put(holder, own - 1);
        } else {
            taken.remove(holder);
        }
        all--;
    }

    /// How many are taken.
    public synchronized int taken() {
        return all;
    }
}
