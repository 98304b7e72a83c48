package spate.api.donation;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.room.Policies;
import spate.api.room.Room;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.rooms.policy.Right;

/// Lets into a room who has a right there. Thread-safe.
final class RoomDoor {

    private final Rooms rooms;
    private final Policies policies;
    private final Clock clock;

    RoomDoor(Rooms rooms, Policies policies, Clock clock) {
        this.rooms = rooms;
        this.policies = policies;
        this.clock = clock;
    }

    /// The room with the id as it stands in a path. Fails with 404 where there is none, with 403 where the
    /// viewer has not the right.
    ///
    /// @param viewer null for a guest
    Mono<Room> enter(@Nullable SignedIn viewer, String id, Right right) {
        List<String> known = List.of(viewer == null ? "" : viewer.id());
        return rooms.require(id)
                .flatMap(room -> policies.of(room, known)
                        .doOnNext(policy -> {
                            if (!policy.allows(right, viewer == null ? null : viewer.id(), clock.millis())) {
                                throw Problem.of(ErrorCode.FORBIDDEN, "you may not " + right.words() + " here")
                                        .toException();
                            }
                        })
                        .thenReturn(room));
    }
}
