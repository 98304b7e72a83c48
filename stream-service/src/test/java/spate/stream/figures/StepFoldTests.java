package spate.stream.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import spate.rooms.figures.Step;
import spate.rooms.figures.ViewerSketch;
import spate.stream.figures.StepCounts.Place;

class StepFoldTests {

    /// Folded step by step or at once, an hour holds what its ten seconds hold, and each chatter once.
    @RepeatedTest(20)
    void foldingLosesAndDoublesNothing() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<Place, StepFigures> finest = new TreeMap<>();
        Set<Place> places = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            var place = new Place("room-" + random.nextInt(2), Step.FINEST.floor(random.nextLong(3 * 3_600_000L)));
            List<String> some = new ArrayList<>();
            for (int j = random.nextInt(5); j > 0; j--) {
                some.add("viewer-" + random.nextInt(60));
            }
            finest.put(place, figures(place, random, some));
            places.add(StepFold.place(place, Step.HOUR));
        }
        var minutes = StepFold.of(finest.values(), Step.MINUTE);
        var fives = StepFold.of(minutes, Step.FIVE_MINUTES);
        var hours = StepFold.of(fives, Step.HOUR);
        assertThat(hours).as("seed %d", seed).isEqualTo(StepFold.of(finest.values(), Step.HOUR));
        assertThat(hours).extracting(StepFigures::place).containsExactlyElementsOf(places);
        for (StepFigures hour : hours) {
            var within = finest.values().stream()
                    .filter(step -> StepFold.place(step.place(), Step.HOUR).equals(hour.place()))
                    .toList();
            assertThat(hour.messages())
                    .as("seed %d", seed)
                    .isEqualTo(within.stream().mapToLong(StepFigures::messages).sum());
            assertThat(hour.leaves())
                    .as("seed %d", seed)
                    .isEqualTo(within.stream().mapToLong(StepFigures::leaves).sum());
            assertThat(hour.peak())
                    .as("seed %d", seed)
                    .isEqualTo(
                            within.stream().mapToLong(StepFigures::peak).max().orElse(-1));
        }
    }

    @Test
    void whoWritesInSeveralStepsIsOneChatter() {
        var random = new Random(1);
        var steps = List.of(
                figures(new Place("room", 0), random, List.of("a", "b")),
                figures(new Place("room", 10_000), random, List.of("b", "c")),
                figures(new Place("room", 60_000), random, List.of("a")));
        assertThat(StepFold.of(steps, Step.MINUTE))
                .extracting(step -> step.sketch().count())
                .containsExactly(3L, 1L);
        assertThat(StepFold.of(steps, Step.HOUR))
                .extracting(step -> step.sketch().count())
                .containsExactly(3L);
    }

    private static StepFigures figures(Place place, Random random, List<String> chatters) {
        return new StepFigures(
                place,
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(3),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                ViewerSketch.of(chatters),
                0);
    }
}
