package spate.api.room;

import org.jspecify.annotations.Nullable;
import spate.api.web.Problem;

/// Which rooms are asked for.
///
/// @param byViewers most viewers first, else the newest first
/// @param text in title, description or id
/// @param tag one whole tag
/// @param owner only this viewer's rooms, closed ones too
/// @param cursor where the page begins
/// @param limit rooms of a page
record ListQuery(
        boolean byViewers,
        @Nullable String text,
        @Nullable String tag,
        @Nullable String owner,
        @Nullable ListCursor cursor,
        int limit) {

    static final int LIMIT_DEFAULT = 20;
    static final int LIMIT_MAX = 100;
    private static final int TEXT_MAX = 100;

    /// @throws spate.api.web.ProblemException 400 where a parameter breaks a rule
    static ListQuery of(
            String sort,
            @Nullable String text,
            @Nullable String tag,
            @Nullable String owner,
            @Nullable String cursor,
            int limit) {
        if (!sort.equals("viewers") && !sort.equals("recent")) {
            throw Problem.invalidParameter("sort", "sort must be viewers or recent")
                    .toException();
        }
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalidParameter("limit", "limit must be 1 to " + LIMIT_MAX)
                    .toException();
        }
        return new ListQuery(
                sort.equals("viewers"), bounded("query", text), bounded("tag", tag), owner, cursor(cursor), limit);
    }

    private static @Nullable String bounded(String name, @Nullable String value) {
        if (value != null && value.length() > TEXT_MAX) {
            throw Problem.invalidParameter(name, name + " must have at most " + TEXT_MAX + " characters")
                    .toException();
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable ListCursor cursor(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        return ListCursor.parse(cursor)
                .orElseThrow(() -> Problem.invalidParameter("cursor", "this is no cursor of this list")
                        .toException());
    }
}
