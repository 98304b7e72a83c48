package spate.api.history;

import org.jspecify.annotations.Nullable;
import spate.api.web.Problem;
import spate.protocol.Position;

/// Which stretch of a room's history is asked for: the one right before a position, right after one, or the
/// newest.
///
/// @param limit events of a page, 1 to 200
record HistoryQuery(@Nullable Position before, @Nullable Position after, int limit) {

    static final int LIMIT_MAX = 200;

    /// @throws spate.api.web.ProblemException 400 where a parameter breaks a rule
    static HistoryQuery of(@Nullable String before, @Nullable String after, int limit) {
        if (before != null && after != null) {
            throw Problem.invalidParameter("after", "before and after exclude each other")
                    .toException();
        }
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalidParameter("limit", "limit must be 1 to " + LIMIT_MAX)
                    .toException();
        }
        return new HistoryQuery(position("before", before), position("after", after), limit);
    }

    /// Whether it is for the newest events.
    boolean isNewest() {
        return before == null && after == null;
    }

    private static @Nullable Position position(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return Position.parse(text)
                .orElseThrow(() ->
                        Problem.invalidParameter(field, "this is no position").toException());
    }
}
