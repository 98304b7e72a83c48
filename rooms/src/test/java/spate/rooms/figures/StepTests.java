package spate.rooms.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class StepTests {

    @RepeatedTest(20)
    void aTimeLiesInOneStepOfEachLengthAndFinerOnesLieWithinCoarserOnes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            long at = random.nextLong(4_000_000_000_000L);
            for (Step step : Step.values()) {
                long from = step.floor(at);
                assertThat(from).as("seed %d", seed).isLessThanOrEqualTo(at).isGreaterThan(at - step.millis());
                assertThat(from % step.millis()).as("seed %d", seed).isZero();
                assertThat(step.floor(from)).as("seed %d", seed).isEqualTo(from);
                assertThat(step.floor(from + step.millis() - 1))
                        .as("seed %d", seed)
                        .isEqualTo(from);
                assertThat(step.ceil(at)).as("seed %d", seed).isEqualTo(from == at ? at : from + step.millis());
                step.coarser()
                        .ifPresent(coarser -> assertThat(coarser.floor(from))
                                .as("seed %d", seed)
                                .isEqualTo(coarser.floor(at))
                                .isEqualTo(coarser.floor(from + step.millis() - 1)));
            }
        }
    }

    @Test
    void theStepsAreThoseOfTheProtocol() {
        assertThat(Step.values()).extracting(Step::seconds).containsExactly(10, 60, 300, 3600);
        assertThat(Step.ofSeconds(300)).contains(Step.FIVE_MINUTES);
        assertThat(Step.ofSeconds(30)).isEmpty();
    }

    @Test
    void whatIsFoldedOutlivesWhatItIsFoldedFrom() {
        for (Step step : Step.values()) {
            step.coarser().ifPresent(coarser -> assertThat(coarser.kept()).isGreaterThan(step.kept()));
        }
    }
}
