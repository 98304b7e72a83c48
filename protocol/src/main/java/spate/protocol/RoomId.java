package spate.protocol;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/// A room's id: 3 to 40 of `a-z`, `0-9` and `-`, chosen by the room's owner. Ids of direct rooms are given, and no
/// other room has one of their form: whoever has nothing but the id knows that the room is for two viewers only.
public record RoomId(String value) implements Comparable<RoomId> {

    private static final AsciiForm FORM = new AsciiForm(3, 40, "az", "09", "-");
    private static final String DIRECT = "dm-";
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int DIRECT_DIGITS = 26; // 130 bits
    private static final AsciiForm DIRECT_FORM = new AsciiForm(DIRECT_DIGITS, DIRECT_DIGITS, "az", "27");
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @throws IllegalArgumentException if the value is not a room id
    public RoomId {
        if (!FORM.matches(value)) {
            throw new IllegalArgumentException("not a room id: 3 to 40 of a-z, 0-9 and -");
        }
    }

    /// The room id in `value`, or empty where it is none.
    public static Optional<RoomId> parse(String value) {
        return FORM.matches(value) ? Optional.of(new RoomId(value)) : Optional.empty();
    }

    /// A new id for a direct room. Nobody can guess it.
    public static RoomId randomDirect() {
        var id = new StringBuilder(DIRECT);
        for (int i = 0; i < DIRECT_DIGITS; i++) {
            id.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return new RoomId(id.toString());
    }

    /// Whether the room is a direct one, by the form of its id.
    public boolean isDirect() {
        return value.startsWith(DIRECT) && DIRECT_FORM.matches(value, DIRECT.length());
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
