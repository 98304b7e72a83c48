package spate.api.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import spate.api.web.FieldProblem;
import spate.api.web.ProblemException;
import spate.rooms.figures.Step;

class DashboardQueryTests {

    private static final long NOW = 1_790_000_123_456L;

    /// Whatever is asked for, the answer begins and ends with whole steps around it, and is bounded.
    @RepeatedTest(50)
    void theStretchIsWidenedToWholeSteps() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Step step =
                List.of(Step.FINEST, Step.MINUTE, Step.FIVE_MINUTES, Step.HOUR).get(random.nextInt(4));
        long to = 1 + random.nextLong(NOW);
        long from = Math.max(0, to - 1 - random.nextLong((DashboardQuery.STEPS_MAX - 1) * step.millis()));
        DashboardQuery query = DashboardQuery.of(from, to, step.seconds(), NOW);
        assertThat(query.from()).as("seed %d", seed).isLessThanOrEqualTo(from).isGreaterThan(from - step.millis());
        assertThat(query.to()).as("seed %d", seed).isGreaterThanOrEqualTo(to).isLessThan(to + step.millis());
        assertThat(query.from() % step.millis()).as("seed %d", seed).isZero();
        assertThat(query.to() % step.millis()).as("seed %d", seed).isZero();
        assertThat((query.to() - query.from()) / step.millis())
                .as("seed %d", seed)
                .isBetween(1L, (long) DashboardQuery.STEPS_MAX);
        List<Dashboard.Point> series = new StepRows(List.of()).series(query, NOW);
        for (int i = 0; i < series.size(); i++) {
            assertThat(series.get(i).at()).as("seed %d", seed).isEqualTo(query.from() + i * step.millis());
        }
        assertThat(series.size()).as("seed %d", seed).isEqualTo((int)
                ((Math.min(query.to(), step.ceil(NOW + 1)) - query.from()) / step.millis()));
    }

    @Test
    void withoutTimesItIsTheLastSixtySteps() {
        DashboardQuery query = DashboardQuery.of(null, null, 60, NOW);
        assertThat(query.to()).isBetween(NOW, NOW + 60_000);
        assertThat(query.to() - query.from()).isEqualTo(61 * 60_000L);
    }

    @Test
    void whatBreaksARuleIsNamed() {
        assertThat(problems(null, null, 30)).containsExactly("step");
        assertThat(problems(null, 0L, 7)).containsExactly("step", "to");
        assertThat(problems(5L, 5L, 10)).containsExactly("from");
        assertThat(problems(-1L, 5L, 10)).containsExactly("from");
        assertThat(problems(1L, Long.MAX_VALUE, 10)).containsExactly("to");
        assertThat(problems(NOW - 10_001_000, NOW, 10)).containsExactly("from");
    }

    private static List<String> problems(@Nullable Long from, @Nullable Long to, int step) {
        var problem = catchThrowableOfType(ProblemException.class, () -> DashboardQuery.of(from, to, step, NOW))
                .problem();
        assertThat(problem.status()).isEqualTo(400);
        return problem.errors().stream().map(FieldProblem::field).toList();
    }
}
