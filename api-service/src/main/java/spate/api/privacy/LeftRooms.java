package spate.api.privacy;

import java.time.Clock;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.history.Quotes;
import spate.api.outbox.Outbox;
import spate.api.room.Room;
import spate.api.room.Rooms;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.Author;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.LogEntry;

/// What becomes of rooms when a viewer leaves, each in a transaction with the events that tell of it. Thread-safe.
final class LeftRooms {

    private final Rooms rooms;
    private final ErasureRows rows;
    private final Outbox outbox;
    private final Quotes quotes;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    LeftRooms(
            Rooms rooms,
            ErasureRows rows,
            Outbox outbox,
            DatabaseClient database,
            TransactionalOperator transaction,
            Clock clock) {
        this.rooms = rooms;
        this.rows = rows;
        this.outbox = outbox;
        this.quotes = new Quotes(database);
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Hides all messages of a viewer, as a moderator's clearing does: on every replica, in Redis, in the archive.
    Mono<Void> clear(RoomId id, String viewer) {
        return rooms.lock(id)
                .flatMap(_ -> rooms.countModeration(id)
                        .flatMap(version -> tell(
                                id,
                                viewer,
                                new RoomEvent.Cleared(
                                        EventId.random().value(),
                                        clock.millis(),
                                        viewer,
                                        "clear",
                                        nobody(viewer),
                                        null,
                                        version))))
                .then(database.sql("DELETE FROM pins WHERE room_id = :room AND author_id = :viewer")
                        .bind("room", id.value())
                        .bind("viewer", viewer)
                        .then())
                .then(quotes.forgetOf(id, viewer))
                .as(transaction::transactional)
                .doOnSuccess(_ -> outbox.wake());
    }

    /// Closes a room of the viewer, which says nothing of itself from then on; a direct room is closed for the other
    /// one too.
    Mono<Void> close(RoomId id, String viewer) {
        return rooms.lock(id)
                .flatMap(room -> closed(room, viewer))
                .as(transaction::transactional)
                .doOnSuccess(_ -> outbox.wake());
    }

    private Mono<Void> closed(Room room, String viewer) {
        long now = clock.millis();
        boolean isOpen = room.settings().open();
        Room after = room.with(room.settings().withOpen(false)).named("", "", List.of());
        Mono<Void> changed = rooms.change(after, now);
        return isOpen
                ? changed.then(tell(
                        room.id(), viewer, new RoomEvent.Closed(EventId.random().value(), now, after.version())))
                : changed;
    }

    private Mono<Void> tell(RoomId room, String viewer, RoomEvent event) {
        return outbox.add(LogEntry.of(room, event, viewer));
    }

    /// Takes likes and follows back, at most so many of each.
    ///
    /// @return whether there may be more
    Mono<Boolean> forgetFavours(String viewer, int most) {
        return Flux.just(Favour.LIKES, Favour.FOLLOWS)
                .concatMap(favour -> rows.favourites(favour.table, viewer, most)
                        .flatMap(found -> Flux.fromIterable(found)
                                .concatMap(room -> forget(favour, room, viewer))
                                .then(Mono.just(found.size() >= most))))
                .any(isMore -> isMore);
    }

    private Mono<Void> forget(Favour favour, RoomId room, String viewer) {
        return database.sql("DELETE FROM " + favour.table + " WHERE room_id = :room AND viewer_id = :viewer")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .fetch()
                .rowsUpdated()
                .filter(deleted -> deleted > 0)
                .flatMap(_ -> database.sql(
                                "UPDATE rooms SET " + favour.count + " = " + favour.count + " - 1 WHERE id = :room")
                        .bind("room", room.value())
                        .then())
                .as(transaction::transactional);
    }

    private static Author nobody(String viewer) {
        return new Author(viewer, "", "viewer", "#808080", List.of());
    }

    private enum Favour {
        LIKES("room_likes", "likes"),
        FOLLOWS("room_follows", "followers");

        private final String table;
        private final String count;

        Favour(String table, String count) {
            this.table = table;
            this.count = count;
        }
    }
}
