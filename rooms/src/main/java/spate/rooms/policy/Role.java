package spate.rooms.policy;

import java.util.Locale;

/// What a viewer is in a room, whatever the viewer may do just now.
public enum Role {
    VIEWER,
    VIP,
    MODERATOR,
    OWNER;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The word on the wire and in the tables.
    public String word() {
        return word;
    }

    /// The role of a word; a viewer where it is none.
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return role;
            }
        }
        return VIEWER;
    }
}
