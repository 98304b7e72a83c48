package spate.rooms.room;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// The rooms of this replica. Thread-safe.
public interface Rooms {

    /// Finds the place where a session begins to read a room, loading the room where nobody here was in it.
    /// Joins that come together lead to one look-up.
    ///
    /// The outcome comes on the relay's thread; the session leaves that thread before it does anything.
    ///
    /// @param viewer id of the viewer who asks, null for a guest; who may not read a room hears that there is none
    /// @param after position after which the session wants to go on, as it gave it; null to begin anew
    /// @param history how many of the newest events a session wants that begins anew
    Mono<JoinOutcome> join(RoomId room, @Nullable String viewer, @Nullable String after, int history);

    /// The event with an id of a room in memory, out of its newest part or else the archive; empty where there is none
    /// that is shown. Fails where the archive cannot say.
    Mono<Optional<Shown>> find(RoomId room, EventId id);

    /// Whether this replica has read up to where the log stood when it started.
    boolean isReady();

    /// The rooms in memory now.
    Mono<List<Room>> all();
}
