package spate.api.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.RoomSettings;

/// A room as REST shows it.
///
/// @param open whether its chat takes messages
/// @param with in a direct room the viewer whom the one who asks talks with
/// @param viewers how many viewers it has, over all replicas; 0 while nobody can say
/// @param createdAt milliseconds since 1970
/// @param likes viewers who like it
/// @param followers viewers who follow it
/// @param liked whether the viewer who asks likes it; where one room was asked for by somebody signed in
/// @param followed whether the viewer who asks follows it; as `liked`
/// @param hot whether its history is fetched so much that snapshots answer; where one room was read
/// @param settings where one room was asked for
/// @param version where one room was asked for; also its ETag
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoomView(
        String id,
        String title,
        String description,
        List<String> tags,
        String kind,
        boolean open,
        Room.Owner owner,
        Room.@Nullable Owner with,
        long viewers,
        long createdAt,
        long likes,
        long followers,
        @Nullable Boolean liked,
        @Nullable Boolean followed,
        @Nullable Boolean hot,
        @Nullable RoomSettings settings,
        @Nullable Long version) {

    static RoomView listed(Room room, long viewers) {
        return of(room, viewers, null, null);
    }

    static RoomView whole(Room room, long viewers) {
        return of(room, viewers, room.settings(), room.version());
    }

    /// The same, as a viewer of a direct room sees it.
    RoomView talkingWith(Room.@Nullable Owner partner) {
        return new RoomView(
                id,
                title,
                description,
                tags,
                kind,
                open,
                owner,
                partner,
                viewers,
                createdAt,
                likes,
                followers,
                liked,
                followed,
                hot,
                settings,
                version);
    }

    /// The same, for somebody who likes or follows it or not.
    RoomView with(Favours.Own own) {
        return new RoomView(
                id,
                title,
                description,
                tags,
                kind,
                open,
                owner,
                with,
                viewers,
                createdAt,
                likes,
                followers,
                own.liked(),
                own.followed(),
                hot,
                settings,
                version);
    }

    /// The same, hot or not.
    RoomView with(boolean isHot) {
        return new RoomView(
                id,
                title,
                description,
                tags,
                kind,
                open,
                owner,
                with,
                viewers,
                createdAt,
                likes,
                followers,
                liked,
                followed,
                isHot,
                settings,
                version);
    }

    private static RoomView of(Room room, long viewers, @Nullable RoomSettings settings, @Nullable Long version) {
        return new RoomView(
                room.id().value(),
                room.title(),
                room.description(),
                room.tags(),
                room.kind(),
                room.settings().open(),
                room.owner(),
                null,
                viewers,
                room.createdAt(),
                room.likes(),
                room.followers(),
                null,
                null,
                null,
                settings,
                version);
    }
}
