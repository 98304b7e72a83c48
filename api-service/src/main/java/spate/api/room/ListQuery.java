package spate.api.room;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.api.web.Problem;

/// Which rooms are asked for.
///
/// @param sort what comes first
/// @param text in title, description or id
/// @param tag one whole tag
/// @param follower only rooms that this viewer follows
/// @param owner only this viewer's rooms, closed ones too
/// @param cursor where the page begins
/// @param limit rooms of a page
record ListQuery(
        Sort sort,
        @Nullable String text,
        @Nullable String tag,
        @Nullable String owner,
        @Nullable String follower,
        @Nullable ListCursor cursor,
        int limit) {

    static final int LIMIT_DEFAULT = 20;
    static final int LIMIT_MAX = 100;
    private static final int TEXT_MAX = 100;
    private static final int WORDS_MAX = 5;

    /// What comes first: the most viewers, the newest, or the most likes.
    enum Sort {
        VIEWERS,
        RECENT,
        LIKES
    }

    /// @throws spate.api.web.ProblemException 400 where a parameter breaks a rule
    static ListQuery of(
            String sort,
            @Nullable String text,
            @Nullable String tag,
            @Nullable String owner,
            @Nullable String follower,
            @Nullable String cursor,
            int limit) {
        Sort wanted = switch (sort) {
            case "viewers" -> Sort.VIEWERS;
            case "recent" -> Sort.RECENT;
            case "likes" -> Sort.LIKES;
            default ->
                throw Problem.invalidParameter("sort", "sort must be viewers, recent or likes")
                        .toException();
        };
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalidParameter("limit", "limit must be 1 to " + LIMIT_MAX)
                    .toException();
        }
        return new ListQuery(
                wanted, bounded("query", text), bounded("tag", tag), owner, follower, cursor(cursor), limit);
    }

    /// The words of the text, at most five; a title must have each of them.
    List<String> words() {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("\\s+")).limit(WORDS_MAX).toList();
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
