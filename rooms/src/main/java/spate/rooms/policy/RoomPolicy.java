package spate.rooms.policy;

import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;

/// What decides who may do what in a room.
///
/// @param room the room
/// @param owner id of the viewer who owns it
/// @param settings its settings
/// @param version grows with every change; of two policies of a room the one with the higher version is newer
public record RoomPolicy(RoomId room, String owner, RoomSettings settings, long version) {

    /// The role of a viewer in this room, as in `joined.role`.
    public String roleOf(String viewer) {
        return viewer.equals(owner) ? "owner" : "viewer";
    }

    /// This policy after a change of the settings, or itself where the change is older than what is known.
    public RoomPolicy with(RoomSettings changed, long changedVersion) {
        return changedVersion < version ? this : new RoomPolicy(room, owner, changed, changedVersion);
    }
}
