package spate.rooms.policy;

import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Finds what ties viewers to rooms. Thread-safe.
public interface RoomTies {

    /// What ties a viewer to a room, up to some seconds old; an error where nobody can say.
    Mono<Tie> find(RoomId room, String viewer);
}
