package spate.rooms.replay;

import java.util.List;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// What happened in the rooms: what the archive has stored, and what it has not stored yet, from the log itself.
/// Thread-safe. Each look-up ends within a few seconds, with an error where neither answers.
///
/// An event that was appended twice comes once, where it stood first. What moderators hid is no part of what the
/// archive tells from the moment on that it has stored the event that says so; what comes from the log itself is as
/// it was appended.
public interface EventStore {

    /// The newest events of a room before an offset, continued with those of older epochs where they are too few.
    ///
    /// Complete when everything of the partition below `beforeOffset` that the log kept long enough is known; where
    /// only the newest part of that is, it may still be gapless.
    ///
    /// @param partition the room's partition in this epoch
    /// @param beforeOffset exclusive
    /// @param limit most events, at least 1
    Mono<StoredRange> newestBefore(RoomId room, int partition, String epoch, long beforeOffset, int limit);

    /// The oldest events of a room between two offsets of an epoch.
    ///
    /// Complete when everything of the partition between the two is known and the limit leaves none of it out.
    ///
    /// @param partition the room's partition in this epoch
    /// @param afterOffset exclusive, at least -1
    /// @param beforeOffset exclusive
    /// @param limit most events, at least 1
    Mono<StoredRange> after(RoomId room, int partition, String epoch, long afterOffset, long beforeOffset, int limit);

    /// An event of a room, of whichever epoch; empty where none of this id is stored.
    ///
    /// @param partition the room's partition in this epoch
    Mono<ArchivedEvent> find(RoomId room, int partition, String epoch, EventId id);

    /// What was cleared of a room lately, by what is stored; the newest, a bounded number.
    Mono<List<Clearing>> clearings(RoomId room, String epoch);
}
