package spate.api.figures;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spate.api.web.Violations;
import spate.rooms.figures.Step;

/// Which stretch of time is asked for, in whole steps.
///
/// @param from where its first step begins, milliseconds since 1970
/// @param to where its last step ends
record DashboardQuery(long from, long to, Step step) {

    /// Most steps of one answer.
    static final int STEPS_MAX = 1_000;

    private static final int STEPS_DEFAULT = 60;
    /// The latest time that the archive takes.
    private static final long TIME_MAX = 999_999_999_999_999L;

    /// The steps that lie in a stretch, those at its ends whole.
    ///
    /// @param from null for sixty steps before the end
    /// @param to null for now
    /// @throws spate.api.web.ProblemException 400 with everything that breaks a rule
    static DashboardQuery of(@Nullable Long from, @Nullable Long to, int step, long now) {
        var violations = new Violations();
        Optional<Step> found = Step.ofSeconds(step);
        if (found.isEmpty()) {
            violations.add("step", "range", "step must be 10, 60, 300 or 3600");
        }
        long end = to == null ? now : to;
        if (end < 1 || end > TIME_MAX) {
            violations.add("to", "range", "to must be a time in milliseconds since 1970");
        }
        violations.throwIfAnyParameter();
        Step length = found.orElseThrow();
        long begin = from == null ? Math.max(0, end - STEPS_DEFAULT * length.millis()) : from;
        if (begin < 0 || begin >= end) {
            violations.add("from", "range", "from must be a time in milliseconds since 1970, and before to");
        } else if (length.ceil(end) - length.floor(begin) > STEPS_MAX * length.millis()) {
            violations.add("from", "range", "from must lie at most " + STEPS_MAX + " steps before to");
        }
        violations.throwIfAnyParameter();
        return new DashboardQuery(length.floor(begin), length.ceil(end), length);
    }
}
