package spate.api.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
/// @param partner in a direct room the viewer whom its owner began it with
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
        long followers,
        @Nullable Owner partner) {

    static final String LIVE = "live";
    static final String DIRECT = "direct";

    /// A room that is no direct one.
    public Room(
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
        this(id, owner, title, description, tags, kind, settings, version, createdAt, likes, followers, null);
    }

    /// What decides who may do what in it, of people that are known.
    RoomPolicy policy(People people) {
        return new RoomPolicy(id, owner.id(), settings, version, people)
                .withPartner(partner == null ? null : partner.id());
    }

    /// The same room with other settings, which count as a change.
    public Room with(RoomSettings changed) {
        return new Room(
                id, owner, title, description, tags, kind, changed, version + 1, createdAt, likes, followers, partner);
    }

    /// The same room with other words about itself.
    public Room named(String newTitle, String newDescription, List<String> newTags) {
        return new Room(
                id,
                owner,
                newTitle,
                newDescription,
                newTags,
                kind,
                settings,
                version,
                createdAt,
                likes,
                followers,
                partner);
    }

    /// Whether somebody may know of it.
    ///
    /// @param viewer null for a guest
    boolean isFor(@Nullable String viewer) {
        return policy(People.NONE).isOpenTo(viewer);
    }

    /// Whether its owner left: there is nobody any more to whom it belongs.
    public boolean isLeft() {
        return owner.handle().isEmpty();
    }

    /// In a direct room the one whom a viewer of it talks with.
    public @Nullable Owner partnerOf(String viewer) {
        return owner.id().equals(viewer) ? partner : partner == null ? null : owner;
    }

    /// The viewer who owns a room.
    public record Owner(String id, String handle, String name) {}
}
