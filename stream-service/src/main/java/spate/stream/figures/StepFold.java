package spate.stream.figures;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import spate.rooms.figures.Step;
import spate.rooms.figures.ViewerSketch;
import spate.stream.figures.StepCounts.Place;

/// Makes coarser steps of finer ones. Events add up, peaks do not, viewers are those of the newest step that knows
/// of any, and who wrote in several steps is one chatter. Plain decision.
final class StepFold {

    private StepFold() {}

    /// The coarser steps of all the finer ones that lie within them, sorted.
    ///
    /// @param finer each once
    static List<StepFigures> of(Collection<StepFigures> finer, Step coarser) {
        var within = finer.stream()
                .sorted(Comparator.comparing(StepFigures::place))
                .collect(
                        Collectors.groupingBy(step -> place(step.place(), coarser), TreeMap::new, Collectors.toList()));
        return within.entrySet().stream()
                .map(step -> sum(step.getKey(), step.getValue()))
                .toList();
    }

    /// Where the coarser step begins that a place lies in.
    static Place place(Place finer, Step coarser) {
        return new Place(finer.room(), coarser.floor(finer.at()));
    }

    /// @param steps oldest first
    private static StepFigures sum(Place place, List<StepFigures> steps) {
        long[] sums = new long[10];
        long peak = 0;
        long viewers = 0;
        ViewerSketch sketch = ViewerSketch.EMPTY;
        for (StepFigures step : steps) {
            sums[0] += step.messages();
            sums[1] += step.reactions();
            sums[2] += step.donations();
            sums[3] += step.donated();
            sums[4] += step.removed();
            sums[5] += step.timeouts();
            sums[6] += step.bans();
            sums[7] += step.clears();
            sums[8] += step.joins();
            sums[9] += step.leaves();
            peak = Math.max(peak, step.peak());
            viewers = step.viewers() > 0 ? step.viewers() : viewers;
            sketch = sketch.unite(step.sketch());
        }
        return new StepFigures(
                place, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], viewers, peak, sums[8],
                sums[9], sketch, 0);
    }
}
