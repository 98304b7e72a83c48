package spate.rooms.policy;

import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.words.BlockedWords;

/// Finds the policies of rooms. Thread-safe.
public interface RoomPolicies {

    /// The policy of a room; empty where there is no such room; an error where neither the database nor its
    /// cache can say.
    Mono<RoomPolicy> find(RoomId room);

    /// The blocked words of a room as the database has them now; none where it has no list; an error where it
    /// cannot say.
    Mono<BlockedWords> words(RoomId room);
}
