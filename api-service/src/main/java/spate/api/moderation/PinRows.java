package spate.api.moderation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.history.Quotes;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;

/// What is pinned, and what was removed. Thread-safe.
final class PinRows {

    private static final long HIDING_MILLIS = Duration.ofHours(1).toMillis();

    private final DatabaseClient database;
    private final Quotes quotes;

    PinRows(DatabaseClient database) {
        this.database = database;
        this.quotes = new Quotes(database);
    }

    /// The pinned message of a room, or empty.
    Mono<RoomEvent.Message> find(RoomId room) {
        return database.sql("SELECT body FROM pins WHERE room_id = :room")
                .bind("room", room.value())
                .map(row -> EventJson.decode(
                        Objects.requireNonNull(row.get("body", String.class)).getBytes(StandardCharsets.UTF_8)))
                .one()
                .ofType(RoomEvent.Message.class);
    }

    Mono<Void> put(RoomId room, RoomEvent.Message message, long version) {
        return database.sql("INSERT INTO pins (room_id, event_id, author_id, body, version)"
                        + " VALUES (:room, :event, :author, :body, :version) ON DUPLICATE KEY UPDATE"
                        + " event_id = VALUES(event_id), author_id = VALUES(author_id), body = VALUES(body),"
                        + " version = VALUES(version)")
                .bind("room", room.value())
                .bind("event", message.id())
                .bind("author", message.by().id())
                .bind("body", new String(EventJson.encode(message), StandardCharsets.UTF_8))
                .bind("version", version)
                .then();
    }

    Mono<Void> delete(RoomId room) {
        return database.sql("DELETE FROM pins WHERE room_id = :room")
                .bind("room", room.value())
                .then();
    }

    /// Takes the pin away where it is this message, and what is quoted of it.
    Mono<Void> deleteMessage(RoomId room, String event) {
        return database.sql("DELETE FROM pins WHERE room_id = :room AND event_id = :event")
                .bind("room", room.value())
                .bind("event", event)
                .then()
                .then(quotes.forgetMessage(room, event));
    }

    /// Takes away what a donation says. The list of donations tells the rest of it as before.
    Mono<Void> deleteText(RoomId room, String event) {
        return database.sql("UPDATE donations SET text = NULL WHERE id = :event AND room_id = :room")
                .bind("event", event)
                .bind("room", room.value())
                .then();
    }

    /// Takes the pin away where the viewer wrote it, and what is quoted of the viewer; by a decision that hides all
    /// messages of the viewer so far.
    Mono<Void> deleteOf(RoomId room, String viewer, long version, long at) {
        return database.sql("INSERT INTO hiding_decisions (room_id, viewer_id, version, decided_at)"
                        + " VALUES (:room, :viewer, :version, :at)"
                        + " ON DUPLICATE KEY UPDATE version = VALUES(version), decided_at = VALUES(decided_at)")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .bind("version", version)
                .bind("at", at)
                .then()
                .then(deleteOf(room, viewer));
    }

    private Mono<Void> deleteOf(RoomId room, String viewer) {
        return database.sql("DELETE FROM pins WHERE room_id = :room AND author_id = :viewer")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .then()
                .then(quotes.forgetOf(room, viewer));
    }

    /// Notes that an event quotes a message, so that it goes with it.
    Mono<Void> quote(RoomId room, RoomEvent.Message message, String event) {
        return database.sql("INSERT INTO pin_events (room_id, target_id, event_id, author_id)"
                        + " VALUES (:room, :target, :event, :author)")
                .bind("room", room.value())
                .bind("target", message.id())
                .bind("event", event)
                .bind("author", message.by().id())
                .then();
    }

    /// Notes that a message or donation was removed; false where it was before.
    Mono<Boolean> remove(RoomId room, EventId event, long at) {
        return database.sql("INSERT IGNORE INTO removals (room_id, event_id, removed_at) VALUES (:room, :event, :at)")
                .bind("room", room.value())
                .bind("event", event.value())
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .map(inserted -> inserted > 0);
    }

    /// Whether messages of a viewer were hidden by a decision that the archive has not read yet. One that it never
    /// reads, because its log is gone, counts for an hour.
    Mono<Boolean> isHiding(RoomId room, String viewer, long now) {
        return database.sql("SELECT 1 AS found FROM hiding_decisions d WHERE d.room_id = :room"
                        + " AND d.viewer_id = :viewer AND d.decided_at > :since AND NOT EXISTS (SELECT 1"
                        + " FROM clearings c WHERE c.room_id = d.room_id AND c.viewer_id = d.viewer_id"
                        + " AND c.version >= d.version)")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .bind("since", now - HIDING_MILLIS)
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
    }

    Mono<Boolean> isRemoved(RoomId room, String event) {
        return database.sql("SELECT 1 AS found FROM removals WHERE room_id = :room AND event_id = :event")
                .bind("room", room.value())
                .bind("event", event)
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
    }
}
