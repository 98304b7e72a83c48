package spate.api.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// Who blocks whom. Thread-safe.
final class BlockRows {

    private final DatabaseClient database;

    BlockRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> put(String viewer, String blocked, long at) {
        return database.sql("INSERT IGNORE INTO blocks (viewer_id, blocked_id, blocked_at)"
                        + " VALUES (:viewer, :blocked, :at)")
                .bind("viewer", viewer)
                .bind("blocked", blocked)
                .bind("at", at)
                .then();
    }

    Mono<Void> delete(String viewer, String blocked) {
        return database.sql("DELETE FROM blocks WHERE viewer_id = :viewer AND blocked_id = :blocked")
                .bind("viewer", viewer)
                .bind("blocked", blocked)
                .then();
    }

    Mono<Long> count(String viewer) {
        return database.sql("SELECT COUNT(*) AS found FROM blocks WHERE viewer_id = :viewer")
                .bind("viewer", viewer)
                .map(row -> ConversationRows.number(row, "found"))
                .one();
    }

    /// Whether either of two blocks the other.
    Mono<Boolean> isBetween(String viewer, String other) {
        return database.sql("SELECT EXISTS (SELECT 1 FROM blocks WHERE (viewer_id = :viewer AND blocked_id = :other)"
                        + " OR (viewer_id = :other AND blocked_id = :viewer)) AS found")
                .bind("viewer", viewer)
                .bind("other", other)
                .map(row -> ConversationRows.number(row, "found") != 0)
                .one();
    }

    /// The direct room of two viewers, or empty.
    Mono<RoomId> roomOf(String viewer, String other) {
        return database.sql("SELECT room_id FROM conversation_seats WHERE viewer_id = :viewer AND other_id = :other")
                .bind("viewer", viewer)
                .bind("other", other)
                .map(row -> new RoomId(ConversationRows.text(row, "room_id")))
                .one();
    }

    /// Whom a viewer blocks in the order of their ids, and one more than `limit` where there are more.
    Mono<List<Blocked>> page(String viewer, @Nullable PageCursor after, int limit) {
        return database.sql("SELECT b.blocked_id, b.blocked_at, v.handle, v.display_name FROM blocks b"
                        + " LEFT JOIN viewers v ON v.id = b.blocked_id WHERE b.viewer_id = :viewer"
                        + " AND b.blocked_id > :after ORDER BY b.blocked_id LIMIT " + (limit + 1))
                .bind("viewer", viewer)
                .bind("after", after == null ? "" : after.id())
                .map(row -> {
                    String handle = row.get("handle", String.class);
                    String name = row.get("display_name", String.class);
                    return new Blocked(
                            ConversationRows.text(row, "blocked_id"),
                            handle == null ? "" : handle,
                            name == null ? "" : name,
                            ConversationRows.number(row, "blocked_at"));
                })
                .all()
                .collectList();
    }

    /// Somebody who is blocked.
    ///
    /// @param since milliseconds since 1970
    record Blocked(String id, String handle, String name, long since) {}
}
