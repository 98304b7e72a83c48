package spate.api.room;

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

    /// The room. Fails with a 404 problem where there is none, and with 403 where the viewer has not the right now.
    public Mono<Room> admit(SignedIn viewer, String room, Right right) {
        return rooms.require(room)
                .flatMap(found -> rights.require(found, viewer, right).thenReturn(found));
    }
}
