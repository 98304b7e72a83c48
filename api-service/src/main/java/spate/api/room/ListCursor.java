package spate.api.room;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a list of rooms goes on: after the room with these sort keys. Opaque on the wire.
///
/// @param viewers viewers or likes of that room, 0 where the list is sorted by neither
/// @param createdAt when that room was created, milliseconds since 1970
/// @param id its id
record ListCursor(long viewers, long createdAt, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.(\\d{1,15})\\.([a-z0-9-]{3,40})");

    static Optional<ListCursor> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            var matcher = FORM.matcher(new String(bytes, StandardCharsets.US_ASCII));
            return matcher.matches()
                    ? Optional.of(new ListCursor(
                            Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String plain = viewers + "." + createdAt + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
