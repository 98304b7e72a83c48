package spate.faults.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScenarioTests {

    @Test
    void aSeedIsTheSameScenarioForEver() {
        for (long seed = 1; seed <= 200; seed++) {
            assertThat(Scenario.of(seed)).isEqualTo(Scenario.of(seed));
        }
        assertThat(Scenario.of(1).steps()).isNotEqualTo(Scenario.of(2).steps());
    }

    @Test
    void everyKindOfFaultIsDrawn() {
        assertThat(LongStream.rangeClosed(1, 200)
                        .mapToObj(Scenario::of)
                        .flatMap(scenario -> scenario.steps().stream())
                        .map(step -> step.what().getClass().getSimpleName()))
                .contains(
                        "Crash", "Drain", "Pause", "Kill", "Flush", "Cut", "Reset", "Hold", "Delay", "Repeat", "Ban",
                        "TimeOut", "Lift", "Clear", "Remove", "Pin", "Poison");
    }

    @Test
    void seedsAreNumbersAndRanges() {
        assertThat(Search.seeds("3, 5..7")).containsExactly(3, 5, 6, 7);
    }
}
