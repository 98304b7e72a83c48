package spate.protocol;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/// A room's id: 3 to 40 of `a-z`, `0-9` and `-`, chosen by the room's owner. Ids of direct rooms are given, and no
/// other room has one of their form: whoever has nothing but the id knows that the room is for two viewers only.
public record RoomId(String value) implements Comparable<RoomId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{3,40}");
    private static final Pattern DIRECT = Pattern.compile("dm-[a-z2-7]{26}");
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int DIRECT_DIGITS = 26; // 130 bits
    private static final SecureRandom RANDOM = new SecureRandom();

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

    /// A new id for a direct room. Nobody can guess it.
    public static RoomId randomDirect() {
        var id = new StringBuilder("dm-");
        for (int i = 0; i < DIRECT_DIGITS; i++) {
            id.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return new RoomId(id.toString());
    }

    /// Whether the room is a direct one, by the form of its id.
    public boolean isDirect() {
        return DIRECT.matcher(value).matches();
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
