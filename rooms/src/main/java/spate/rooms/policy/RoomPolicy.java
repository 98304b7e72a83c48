package spate.rooms.policy;

import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;

/// What decides who may do what in a room. Immutable.
///
/// @param room the room
/// @param owner id of the viewer who owns it
/// @param settings its settings
/// @param version grows with every change of the settings; of two policies of a room the one with the higher
///     version is newer
/// @param people what moderators decided, each with versions of its own
/// @param partner in a direct room the viewer whom its owner began it with
public record RoomPolicy(
        RoomId room,
        String owner,
        RoomSettings settings,
        long version,
        People people,
        @Nullable String partner) {

    /// The policy of a room that is no direct one.
    public RoomPolicy(RoomId room, String owner, RoomSettings settings, long version, People people) {
        this(room, owner, settings, version, people, null);
    }

    /// The policy of a room in which nobody moderated anything.
    public RoomPolicy(RoomId room, String owner, RoomSettings settings, long version) {
        this(room, owner, settings, version, People.NONE);
    }

    /// The role of a viewer in this room, whether restricted or not. The two of a direct room are equals.
    public Role roleOf(String viewer) {
        if (room.isDirect()) {
            return Role.VIEWER;
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
    /// @param viewer null for a guest
    public boolean allows(Right right, @Nullable String viewer, long at) {
        return right.isOf(standingOf(viewer, at));
    }

    /// Whether somebody may read the room; who may not is not told that there is one. No restriction keeps anybody
    /// from reading, so this does not change with time.
    ///
    /// @param viewer null for a guest
    public boolean isReadableBy(@Nullable String viewer) {
        return allows(Right.READ, viewer, 0);
    }

    /// What keeps a viewer from writing at a time, or null. Nobody restricts the owner.
    public @Nullable Restriction restrictionOf(String viewer, long at) {
        Restriction restriction =
                viewer.equals(owner) ? null : people.restrictions().get(viewer);
        return restriction != null && restriction.holds(at) ? restriction : null;
    }

    /// This policy after a change of the settings, or itself where the change is older than what is known.
    public RoomPolicy with(RoomSettings changed, long changedVersion) {
        return changedVersion < version ? this : new RoomPolicy(room, owner, changed, changedVersion, people, partner);
    }

    /// This policy with what moderators decided.
    public RoomPolicy with(People changed) {
        return new RoomPolicy(room, owner, settings, version, changed, partner);
    }
}
