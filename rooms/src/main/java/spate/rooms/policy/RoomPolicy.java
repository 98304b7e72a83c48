package spate.rooms.policy;

import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.words.BlockedWords;

/// What decides who may do what in a room. Immutable.
///
/// @param room the room
/// @param owner id of the viewer who owns it
/// @param settings its settings
/// @param version grows with every change of the settings; of two policies of a room the one with the higher
///     version is newer
/// @param people what moderators decided, each with versions of its own
/// @param words the blocked words as they were looked up last, with a version of their own
/// @param wordsVersion the newest version of the blocked words that was heard of
/// @param partner in a direct room the viewer whom its owner began it with
public record RoomPolicy(
        RoomId room,
        String owner,
        RoomSettings settings,
        long version,
        People people,
        BlockedWords words,
        long wordsVersion,
        @Nullable String partner) {

    /// A policy that knows its blocked words.
    public RoomPolicy(
            RoomId room, String owner, RoomSettings settings, long version, People people, BlockedWords words) {
        this(room, owner, settings, version, people, words, words.version(), null);
    }

    /// The policy of a room without blocked words.
    public RoomPolicy(RoomId room, String owner, RoomSettings settings, long version, People people) {
        this(room, owner, settings, version, people, BlockedWords.NONE);
    }

    /// The policy of a room in which nobody moderated anything.
    public RoomPolicy(RoomId room, String owner, RoomSettings settings, long version) {
        this(room, owner, settings, version, People.NONE);
    }

    /// The role of a viewer in this room, whether restricted or not. A bot that moderates ranks as
    /// moderators do. The two of a direct room are equals.
    public Role roleOf(String viewer) {
        if (room.isDirect()) {
            return Role.VIEWER;
        }
        if (BotId.isBot(viewer)) {
            return isOf(viewer, Right.RESTRICT) ? Role.MODERATOR : Role.VIEWER;
        }
        if (viewer.equals(owner)) {
            return Role.OWNER;
        }
        People.Given given = people.roles().get(viewer);
        return given == null ? Role.VIEWER : given.role();
    }

    /// How somebody stands at a time, milliseconds since 1970.
    ///
    /// @param viewer null for a guest
    public Standing standingOf(@Nullable String viewer, long at) {
        if (room.isDirect() && !owner.equals(viewer) && (partner == null || !partner.equals(viewer))) {
            return Standing.STRANGER;
        }
        if (viewer == null) {
            return Standing.GUEST;
        }
        if (BotId.isBot(viewer)) {
            return Standing.BOT;
        }
        Restriction restriction = restrictionOf(viewer, at);
        if (restriction != null) {
            return restriction.isBan() ? Standing.BANNED : Standing.TIMED_OUT;
        }
        return switch (roleOf(viewer)) {
            case VIEWER -> Standing.VIEWER;
            case VIP -> Standing.VIP;
            case MODERATOR -> Standing.MODERATOR;
            case OWNER -> Standing.OWNER;
        };
    }

    /// Whether somebody has a right at a time, milliseconds since 1970.
    ///
    /// @param viewer id of a viewer or a bot, null for a guest
    public boolean allows(Right right, @Nullable String viewer, long at) {
        if (viewer != null && BotId.isBot(viewer)) {
            return isOf(viewer, right);
        }
        return right.isOf(standingOf(viewer, at));
    }

    /// Whether somebody may know that there is such a room.
    ///
    /// @param viewer id of a viewer or a bot, null for a guest
    public boolean isOpenTo(@Nullable String viewer) {
        return standingOf(viewer, 0) != Standing.STRANGER;
    }

    private boolean isOf(String bot, Right right) {
        return BotId.parse(bot).filter(id -> id.has(right, room)).isPresent();
    }

    /// What keeps a viewer from writing at a time, or null. Nobody restricts the owner.
    public @Nullable Restriction restrictionOf(String viewer, long at) {
        Restriction restriction =
                viewer.equals(owner) ? null : people.restrictions().get(viewer);
        return restriction != null && restriction.holds(at) ? restriction : null;
    }

    /// This policy after a change of the settings, or itself where the change is older than what is known.
    public RoomPolicy with(RoomSettings changed, long changedVersion) {
        return changedVersion < version
                ? this
                : new RoomPolicy(room, owner, changed, changedVersion, people, words, wordsVersion, partner);
    }

    /// This policy of a direct room, which its owner began with somebody.
    public RoomPolicy withPartner(@Nullable String other) {
        return new RoomPolicy(room, owner, settings, version, people, words, wordsVersion, other);
    }

    /// This policy with what moderators decided.
    public RoomPolicy with(People changed) {
        return new RoomPolicy(room, owner, settings, version, changed, words, wordsVersion, partner);
    }

    /// This policy with other blocked words, or itself where they are older than those that are known.
    public RoomPolicy with(BlockedWords changed) {
        return changed.version() < words.version()
                ? this
                : new RoomPolicy(
                        room,
                        owner,
                        settings,
                        version,
                        people,
                        changed,
                        Math.max(wordsVersion, changed.version()),
                        partner);
    }

    /// This policy after it was heard that there is another list of blocked words. The words of before hold until
    /// the others were looked up.
    public RoomPolicy hearOfWords(long changedVersion) {
        return changedVersion <= wordsVersion
                ? this
                : new RoomPolicy(room, owner, settings, version, people, words, changedVersion, partner);
    }

    /// Whether the blocked words must be looked up.
    public boolean isBehindInWords() {
        return words.version() < wordsVersion;
    }
}
