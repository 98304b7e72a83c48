package spate.rooms.replay;

import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// What the archive has stored of the rooms. Thread-safe. Each look-up ends within a few seconds, with an error
/// where the storage does not answer.
///
/// An event that was appended twice is stored once, where it stood first. What moderators hid is no part of any
/// answer from the moment on that the archive has stored the event that says so.
public interface EventStore {

    /// The newest events of a room before an offset, continued with those of older epochs where they are too few.
    ///
    /// Complete when everything of the partition below `beforeOffset` that the log kept long enough is stored.
    ///
    /// @param partition the room's partition in this epoch
    /// @param beforeOffset exclusive
    /// @param limit most events, at least 1
    Mono<StoredRange> newestBefore(RoomId room, int partition, String epoch, long beforeOffset, int limit);

    /// The oldest events of a room between two offsets of an epoch.
    ///
    /// Complete when everything of the partition between the two is stored and the limit leaves none of it out.
    ///
    /// @param partition the room's partition in this epoch
    /// @param afterOffset exclusive, at least -1
    /// @param beforeOffset exclusive
    /// @param limit most events, at least 1
    Mono<StoredRange> after(RoomId room, int partition, String epoch, long afterOffset, long beforeOffset, int limit);

    /// An event of a room, of whichever epoch; empty where none of this id is stored. Its offset is that of its
    /// own epoch.
    Mono<StoredEvent> find(RoomId room, EventId id);
}
