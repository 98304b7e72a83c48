package spate.rooms.words;

import java.util.Locale;
import java.util.Optional;

/// What becomes of a message with a blocked word, the mildest first.
public enum WordAction {
    /// The word's characters become `*`.
    MASK,
    /// Moderators decide.
    HOLD,
    /// It is not posted.
    REFUSE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The word on the wire and in the tables.
    public String word() {
        return word;
    }

    /// The action of a word, or empty where it is none.
    public static Optional<WordAction> of(String word) {
        for (WordAction action : values()) {
            if (action.word.equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
