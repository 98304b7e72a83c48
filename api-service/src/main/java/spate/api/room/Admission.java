package spate.api.room;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.rooms.policy.Right;

/// Lets viewers into a room for what they have the right to do there. Thread-safe.
public final class Admission {

    private final Rooms rooms;
    private final RoomRights rights;

    Admission(Rooms rooms, RoomRights rights) {
        this.rooms = rooms;
        this.rights = rights;
    }

    /// The room. Fails with a 404 problem where there is none, and with 401 or 403 where the viewer has not the right
    /// now.
    ///
    /// @param viewer null for a guest
    public Mono<Room> admit(@Nullable SignedIn viewer, String room, Right right) {
        return rooms.require(room)
                .flatMap(found -> rights.require(found, viewer, right).thenReturn(found));
    }
}
