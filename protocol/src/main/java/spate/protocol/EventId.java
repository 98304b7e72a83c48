package spate.protocol;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// An event's id, unique in its room: 128 bits, written as 22 characters of URL-safe Base64.
///
/// The id of a message that carries a key derives from room, author and key, so a message that is sent again,
/// over whichever replica, has the same id and every reader can drop the second.
public record EventId(String value) {

    /// Length of every id in characters.
    public static final int LENGTH = 22;

    private static final AsciiForm FORM = new AsciiForm(LENGTH, LENGTH, "AZ", "az", "09", "_", "-");

    /// Of the last character's six bits two are the id's.
    private static final String LAST = "AQgw";

    private static final SecureRandom RANDOM = new SecureRandom();

    /// @throws IllegalArgumentException if the value is not an event id
    public EventId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not an event id");
        }
    }

    /// The event id in `value`, or empty where it is none.
    public static Optional<EventId> parse(String value) {
        return isOne(value) ? Optional.of(new EventId(value)) : Optional.empty();
    }

    private static boolean isOne(String value) {
        return FORM.matches(value) && LAST.indexOf(value.charAt(LENGTH - 1)) >= 0;
    }

    /// The id of the one message that `author` sent to `room` under `key`.
    public static EventId derive(RoomId room, String author, String key) {
        // NUL cannot occur in a room or viewer id, so no two triples give the same bytes.
        byte[] digest = Sha256.of((room.value() + '\0' + author + '\0' + key).getBytes(StandardCharsets.UTF_8));
        return ofBytes(Arrays.copyOf(digest, 16));
    }

    /// A new id that no other event has.
    public static EventId random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return ofBytes(bytes);
    }

    private static EventId ofBytes(byte[] bytes) {
        return new EventId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
