package spate.api.room;

import java.util.List;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.People;
import spate.rooms.policy.RoomPolicy;

/// A room as the database has it.
///
/// @param version grows with every change
/// @param createdAt milliseconds since 1970
/// @param likes viewers who like it
/// @param followers viewers who follow it
public record Room(
        RoomId id,
        Owner owner,
        String title,
        String description,
        List<String> tags,
        String kind,
        RoomSettings settings,
        long version,
        long createdAt,
        long likes,
        long followers) {

    /// What decides who may do what in it, of people that are known.
    RoomPolicy policy(People people) {
        return new RoomPolicy(id, owner.id(), settings, version, people);
    }

    /// The same room with other settings, which count as a change.
    public Room with(RoomSettings changed) {
        return new Room(id, owner, title, description, tags, kind, changed, version + 1, createdAt, likes, followers);
    }

    /// The viewer who owns a room.
    public record Owner(String id, String handle, String name) {}
}
