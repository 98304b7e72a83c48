package spate.rooms.policy;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a bot may be allowed, by the rights that it then has in its room. The column of bots in the table of rights.
public enum BotScope {
    /// Read, and see who is who.
    READ(1, Right.READ, Right.SEE_ROLES),
    /// Write, at a rate of its own instead of slow mode.
    POST(2, Right.READ, Right.POST, Right.REACT, Right.POST_AT_ONCE, Right.POST_AS_MEMBER, Right.REMOVE_OWN),
    /// Moderate as a moderator does. It does not write messages by itself.
    MODERATE(
            4,
            Right.READ,
            Right.POST_UNCHECKED,
            Right.REMOVE_ANY,
            Right.RESTRICT,
            Right.ANSWER_UNBAN,
            Right.PIN,
            Right.NOTICE,
            Right.SHIELD,
            Right.SEE_AUDIT,
            Right.SEE_ROLES);

    private final int bit;
    private final String word = name().toLowerCase(Locale.ROOT);

    // Nobody changes it: it does not leave this class.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Right> rights;

    BotScope(int bit, Right first, Right... others) {
        this.bit = bit;
        this.rights = EnumSet.of(first, others);
    }

    /// What it adds to a [BotId].
    int bit() {
        return bit;
    }

    /// The word on the wire.
    public String word() {
        return word;
    }

    /// The scope of a word.
    public static Optional<BotScope> of(String word) {
        for (BotScope scope : values()) {
            if (scope.word.equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /// Whether a bot with this scope has a right in its room.
    public boolean gives(Right right) {
        return rights.contains(right);
    }
}
