package spate.api.room;

import java.time.Clock;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Who likes and follows rooms, counted in the same transaction. Thread-safe.
final class Favours {

    /// What a viewer may do for a room, and where it is kept.
    enum Kind {
        LIKE("room_likes", "liked_at", "likes"),
        FOLLOW("room_follows", "followed_at", "followers");

        private final String table;
        private final String since;
        private final String count;

        Kind(String table, String since, String count) {
            this.table = table;
            this.since = since;
            this.count = count;
        }
    }

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Favours(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Notes that a viewer likes or follows a room; the second time changes nothing.
    Mono<Void> add(Kind kind, RoomId room, String viewer) {
        return database.sql("INSERT IGNORE INTO " + kind.table + " (room_id, viewer_id, " + kind.since
                        + ") VALUES (:room, :viewer, :at)")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .bind("at", clock.millis())
                .fetch()
                .rowsUpdated()
                .flatMap(inserted -> inserted > 0 ? count(kind, room, "+ 1") : Mono.empty())
                .as(transaction::transactional);
    }

    /// Notes that a viewer does so no more.
    Mono<Void> remove(Kind kind, RoomId room, String viewer) {
        return database.sql("DELETE FROM " + kind.table + " WHERE room_id = :room AND viewer_id = :viewer")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .fetch()
                .rowsUpdated()
                .flatMap(deleted -> deleted > 0 ? count(kind, room, "- 1") : Mono.empty())
                .as(transaction::transactional);
    }

    private Mono<Void> count(Kind kind, RoomId room, String by) {
        return database.sql("UPDATE rooms SET " + kind.count + " = " + kind.count + " " + by + " WHERE id = :room")
                .bind("room", room.value())
                .then();
    }

    /// What a viewer does for a room.
    Mono<Own> of(RoomId room, String viewer) {
        return database.sql("SELECT EXISTS (SELECT 1 FROM room_likes WHERE room_id = :room AND viewer_id = :viewer)"
                        + " AS liked, EXISTS (SELECT 1 FROM room_follows WHERE room_id = :room"
                        + " AND viewer_id = :viewer) AS followed")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .map(row -> new Own(
                        Objects.requireNonNull(row.get("liked", Long.class)) != 0,
                        Objects.requireNonNull(row.get("followed", Long.class)) != 0))
                .one();
    }

    record Own(boolean liked, boolean followed) {}
}
