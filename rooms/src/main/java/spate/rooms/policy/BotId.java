package spate.rooms.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import spate.protocol.RoomId;

/// The id of a bot, which stands wherever a viewer's id does and can be no viewer's.
///
/// It tells the bot's room and scopes, so whoever asks the table of rights by an id gets the right answer for a bot
/// too, without knowing of bots and without looking anything up: in every room but its own a bot may do nothing. Ids
/// come from tokens that are signed, so nobody makes one up.
public record BotId(String value) {

    private static final String PREFIX = "b.";
    private static final Pattern FORM = Pattern.compile("b\\.[1-7][A-Za-z0-9_-]{19}");
    private static final int ROOM_START = 3;
    private static final int ROOM_END = 17;
    private static final int RANDOM_BYTES = 4;
    private static final int RANDOM_LENGTH = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @throws IllegalArgumentException if the value is no bot's id
    public BotId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a bot's id");
        }
    }

    /// Whether an id is a bot's.
    public static boolean isBot(String id) {
        return id.startsWith(PREFIX);
    }

    /// The bot of an id; empty where it is a viewer's.
    public static Optional<BotId> parse(String id) {
        return FORM.matcher(id).matches() ? Optional.of(new BotId(id)) : Optional.empty();
    }

    /// An id for a new bot of a room. Of a thousand millions of bots of one room two may have the same.
    ///
    /// @param scopes at least one
    public static BotId create(RoomId room, Set<BotScope> scopes) {
        int mask = scopes.stream().mapToInt(BotScope::bit).sum();
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new BotId(PREFIX + mask + digest(room) + text(bytes).substring(0, RANDOM_LENGTH));
    }

    /// What it may do in its room.
    public Set<BotScope> scopes() {
        int mask = value.charAt(PREFIX.length()) - '0';
        Set<BotScope> scopes = EnumSet.noneOf(BotScope.class);
        for (BotScope scope : BotScope.values()) {
            if ((mask & scope.bit()) != 0) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /// Whether this room is its room.
    public boolean isOf(RoomId room) {
        return value.substring(ROOM_START, ROOM_END).equals(digest(room));
    }

    /// Whether it has a right in a room.
    boolean has(Right right, RoomId room) {
        return isOf(room) && scopes().stream().anyMatch(scope -> scope.gives(right));
    }

    private static String digest(RoomId room) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(room.value().getBytes(StandardCharsets.UTF_8));
            return text(digest).substring(0, ROOM_END - ROOM_START);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return value;
    }
}
