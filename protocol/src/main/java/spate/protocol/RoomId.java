package spate.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// A room's id: 3 to 40 of `a-z`, `0-9` and `-`, chosen by the room's owner.
public record RoomId(String value) implements Comparable<RoomId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{3,40}");

    /// @throws IllegalArgumentException if the value is not a room id
    public RoomId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a room id: 3 to 40 of a-z, 0-9 and -");
        }
    }

    /// The room id in `value`, or empty where it is none.
    public static Optional<RoomId> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new RoomId(value)) : Optional.empty();
    }

    /// The record key of this room's events.
    public byte[] toBytes() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int compareTo(RoomId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
