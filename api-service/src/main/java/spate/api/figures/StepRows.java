package spate.api.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spate.rooms.figures.ViewerSketch;

/// What follows from the steps of a stretch. Plain decisions.
///
/// @param rows the steps that stand in the tables, oldest first; those in which nothing happened are not there
record StepRows(List<StepRow> rows) {

    /// The steps without the donations that were given back since.
    ///
    /// @param refunds by where the step begins
    static StepRows without(List<StepRow> counted, Map<Long, StepRow.Refunds> refunds) {
        return new StepRows(counted.stream()
                .map(row -> row.without(refunds.getOrDefault(row.at(), StepRow.Refunds.NONE)))
                .toList());
    }

    /// All steps of the stretch that have begun, without gaps.
    List<Dashboard.Point> series(DashboardQuery query, long now) {
        List<Dashboard.Point> series = new ArrayList<>();
        int next = 0;
        for (long at = query.from();
                at < query.to() && at <= now;
                at += query.step().millis()) {
            while (next < rows.size() && rows.get(next).at() < at) {
                next++;
            }
            boolean isThere = next < rows.size() && rows.get(next).at() == at;
            series.add(isThere ? rows.get(next).point() : nothing(at));
        }
        return series;
    }

    /// Who wrote in several steps is one chatter.
    Dashboard.Totals totals() {
        long[] sums = new long[7];
        ViewerSketch sketch = ViewerSketch.EMPTY;
        for (StepRow row : rows) {
            sums[0] += row.messages();
            sums[1] += row.reactions();
            sums[2] += row.donations();
            sums[3] += row.donated();
            sums[4] += row.joins();
            sums[5] += row.leaves();
            sums[6] += row.moderated();
            sketch = sketch.unite(row.sketch());
        }
        return new Dashboard.Totals(sums[0], sketch.count(), sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]);
    }

    /// @param held messages that wait now
    Dashboard.Moderation moderation(long held) {
        long[] sums = new long[4];
        for (StepRow row : rows) {
            sums[0] += row.removed();
            sums[1] += row.timeouts();
            sums[2] += row.bans();
            sums[3] += row.clears();
        }
        return new Dashboard.Moderation(sums[0], sums[1], sums[2], sums[3], held);
    }

    long peak() {
        return rows.stream().mapToLong(StepRow::peak).max().orElse(0);
    }

    private static Dashboard.Point nothing(long at) {
        return new Dashboard.Point(at, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
