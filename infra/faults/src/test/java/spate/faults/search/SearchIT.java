package spate.faults.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A few seeds of the fault search; the command plays any number.
class SearchIT {

    /// Replicas that crash and drain; Kafka and Redis that pause and die; links that hold.
    private static final String SEEDS = "1,3,6,17";

    @Test
    void noPromiseIsBroken() {
        var outcome = Search.run(Search.seeds(SEEDS), true, System.out);
        assertThat(outcome.played()).isEqualTo(4);
        assertThat(outcome.broken()).isEmpty();
    }
}
