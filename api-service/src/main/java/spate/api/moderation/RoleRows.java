package spate.api.moderation;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// Who is more than a viewer in a room. Thread-safe.
final class RoleRows {

    private final DatabaseClient database;

    RoleRows(DatabaseClient database) {
        this.database = database;
    }

    /// What a viewer is: `moderator`, `vip`, `member`, or empty for none of them.
    Mono<String> find(RoomId room, String viewer) {
        return database.sql("SELECT role FROM room_roles WHERE room_id = :room AND viewer_id = :viewer")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .map(row -> text(row, "role"))
                .one()
                .defaultIfEmpty("");
    }

    Mono<Long> count(RoomId room, String role) {
        return database.sql("SELECT COUNT(*) AS found FROM room_roles WHERE room_id = :room AND role = :role")
                .bind("room", room.value())
                .bind("role", role)
                .map(row -> Objects.requireNonNull(row.get("found", Long.class)))
                .one();
    }

    Mono<Void> put(RoomId room, String viewer, String role, long version, String by, long at) {
        return database.sql("INSERT INTO room_roles (room_id, viewer_id, role, version, given_by, given_at)"
                        + " VALUES (:room, :viewer, :role, :version, :by, :at) ON DUPLICATE KEY UPDATE"
                        + " role = VALUES(role), version = VALUES(version), given_by = VALUES(given_by),"
                        + " given_at = VALUES(given_at)")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .bind("role", role)
                .bind("version", version)
                .bind("by", by)
                .bind("at", at)
                .then();
    }

    Mono<Void> delete(RoomId room, String viewer) {
        return database.sql("DELETE FROM room_roles WHERE room_id = :room AND viewer_id = :viewer")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .then();
    }

    /// Those of a role in the order of their ids, and one more than `limit` where there are more.
    Mono<List<Given>> page(RoomId room, String role, @Nullable PageCursor after, int limit) {
        return database.sql("SELECT r.viewer_id, r.given_at, v.handle, v.display_name FROM room_roles r"
                        + " LEFT JOIN viewers v ON v.id = r.viewer_id WHERE r.room_id = :room AND r.role = :role"
                        + " AND r.viewer_id > :after ORDER BY r.viewer_id LIMIT " + (limit + 1))
                .bind("room", room.value())
                .bind("role", role)
                .bind("after", after == null ? "" : after.id())
                .map(RoleRows::given)
                .all()
                .collectList();
    }

    private static Given given(Readable row) {
        String handle = row.get("handle", String.class);
        String name = row.get("display_name", String.class);
        return new Given(
                text(row, "viewer_id"),
                handle == null ? "" : handle,
                name == null ? "" : name,
                Objects.requireNonNull(row.get("given_at", Long.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /// A viewer who has a role.
    ///
    /// @param since milliseconds since 1970
    record Given(String id, String handle, String name, long since) {}
}
