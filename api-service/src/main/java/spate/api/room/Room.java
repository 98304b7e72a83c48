package spate.api.room;

import java.util.List;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.RoomPolicy;

/// A room as the database has it.
///
/// @param version grows with every change
/// @param createdAt milliseconds since 1970
public record Room(
        RoomId id,
        Owner owner,
        String title,
        String description,
        List<String> tags,
        String kind,
        RoomSettings settings,
        long version,
        long createdAt) {

    /// What decides who may do what in it.
    public RoomPolicy policy() {
        return new RoomPolicy(id, owner.id(), settings, version);
    }

    /// The viewer who owns a room.
    public record Owner(String id, String handle, String name) {}
}
