package spate.api.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.RoomSettings;

/// A room as REST shows it.
///
/// @param open whether its chat takes messages
/// @param viewers how many viewers it has, over all replicas; 0 while nobody can say
/// @param createdAt milliseconds since 1970
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
        long viewers,
        long createdAt,
        @Nullable RoomSettings settings,
        @Nullable Long version) {

    static RoomView listed(Room room, long viewers) {
        return of(room, viewers, null, null);
    }

    static RoomView whole(Room room, long viewers) {
        return of(room, viewers, room.settings(), room.version());
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
                viewers,
                room.createdAt(),
                settings,
                version);
    }
}
