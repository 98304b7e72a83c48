package spate.rooms.policy;

import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Finds the policies of rooms. Thread-safe.
public interface RoomPolicies {

    /// The policy of a room; empty where there is no such room; an error where neither the database nor its
    /// cache can say.
    Mono<RoomPolicy> find(RoomId room);
}
