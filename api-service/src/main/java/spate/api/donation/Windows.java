package spate.api.donation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import spate.api.web.Problem;

/// Times that are asked for. Plain decisions.
final class Windows {

    static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final long STATEMENT_DAYS = 30;
    private static final long STATEMENT_DAYS_MAX = 366;

    private static final Map<String, Long> DAYS = Map.of("day", 1L, "week", 7L, "month", 30L);

    private Windows() {}

    /// When the window of a ranking begins, milliseconds since 1970: it reaches 1, 7 or 30 days back, or to
    /// the beginning.
    ///
    /// @throws spate.api.web.ProblemException 400 where it is none
    static long since(String window, long now) {
        if (window.equals("all")) {
            return 0;
        }
        Long days = DAYS.get(window);
        if (days == null) {
            throw Problem.invalidParameter("window", "window must be day, week, month or all")
                    .toException();
        }
        return now - days * DAY_MILLIS;
    }

    /// The time of a statement: the last 30 days where nothing else is said, 366 days at most.
    ///
    /// @throws spate.api.web.ProblemException 400 where it is none
    static Span of(@Nullable Long from, @Nullable Long to, long now) {
        long end = to == null ? now + 1 : to;
        if (end < 0) {
            throw Problem.invalidParameter("to", "to must not be below 0").toException();
        }
        long begin = from == null ? Math.max(0, end - STATEMENT_DAYS * DAY_MILLIS) : from;
        if (begin < 0 || begin > end) {
            throw Problem.invalidParameter("from", "from must be at least 0 and not behind to")
                    .toException();
        }
        if (end - begin > STATEMENT_DAYS_MAX * DAY_MILLIS) {
            throw Problem.invalidParameter("from", "a statement covers " + STATEMENT_DAYS_MAX + " days at most")
                    .toException();
        }
        return new Span(begin, end);
    }

    /// @param from milliseconds since 1970
    /// @param to the first that does not belong to it
    record Span(long from, long to) {}
}
