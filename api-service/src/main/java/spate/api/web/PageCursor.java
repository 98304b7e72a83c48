package spate.api.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a list goes on: after the row with these sort keys. Opaque on the wire.
///
/// @param number the first key, at least 0
/// @param id the second key, letters, digits, `_` and `-`
public record PageCursor(long number, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,19})\\.([A-Za-z0-9_-]{0,40})");

    /// The cursor in a parameter, or null where there is none.
    ///
    /// @throws ProblemException 400 where it is no cursor
    public static @Nullable PageCursor of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            var matcher = FORM.matcher(new String(bytes, StandardCharsets.US_ASCII));
            if (matcher.matches()) {
                return new PageCursor(Long.parseLong(matcher.group(1)), matcher.group(2));
            }
        } catch (IllegalArgumentException _) {
            // Neither Base64 nor a number: the same as any other text that is no cursor.
        }
        throw Problem.invalidParameter("cursor", "this is no cursor of this list")
                .toException();
    }

    /// The number of rows of a page.
    ///
    /// @throws ProblemException 400 where it is not 1 to `max`
    public static int limit(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw Problem.invalidParameter("limit", "limit must be 1 to " + max).toException();
        }
        return limit;
    }

    /// A page of what was found: its rows, and the cursor of the next page, which is null where no row follows.
    ///
    /// @param found the rows of the page, and one more where there are more
    /// @param limit rows of a page, as [#limit] gave it
    /// @param keys the sort keys of a row
    /// @param page makes the page
    public static <T, P> P page(
            List<T> found, int limit, Function<T, PageCursor> keys, BiFunction<List<T>, @Nullable String, P> page) {
        return found.size() <= limit
                ? page.apply(found, null)
                : page.apply(
                        found.subList(0, limit),
                        keys.apply(found.get(limit - 1)).toString());
    }

    @Override
    public String toString() {
        String plain = number + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
