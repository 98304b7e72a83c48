package spate.api.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;
import spate.rooms.policy.Restriction;

/// Who is kept from writing in a room. Thread-safe.
final class RestrictionRows {

    private final DatabaseClient database;

    RestrictionRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> put(RoomId room, String viewer, Restriction restriction, String reason, String by, long at) {
        return database.sql(
                        "INSERT INTO restrictions (room_id, viewer_id, until, reason, version, decided_by, decided_at)"
                                + " VALUES (:room, :viewer, :until, :reason, :version, :by, :at)"
                                + " ON DUPLICATE KEY UPDATE until = VALUES(until), reason = VALUES(reason),"
                                + " version = VALUES(version), decided_by = VALUES(decided_by),"
                                + " decided_at = VALUES(decided_at)")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .bind("until", restriction.until())
                .bind("reason", reason)
                .bind("version", restriction.version())
                .bind("by", by)
                .bind("at", at)
                .then();
    }

    /// How many are kept from writing at a time.
    Mono<Long> count(RoomId room, long at) {
        return database.sql("SELECT COUNT(*) AS found FROM restrictions WHERE room_id = :room AND until > :at")
                .bind("room", room.value())
                .bind("at", at)
                .map(row -> Objects.requireNonNull(row.get("found", Long.class)))
                .one();
    }

    /// Whether there was a restriction that held at a time; there is none after it.
    Mono<Boolean> lift(RoomId room, String viewer, long at) {
        return database.sql("DELETE FROM restrictions WHERE room_id = :room AND viewer_id = :viewer AND until > :at")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .map(deleted -> deleted > 0);
    }

    /// Those that hold at a time, the newest first, and one more than `limit` where there are more.
    Mono<List<Listed>> page(RoomId room, long at, @Nullable PageCursor before, int limit) {
        String side =
                before == null ? "" : " AND (r.decided_at < :number OR (r.decided_at = :number AND r.viewer_id < :id))";
        var select = database.sql("SELECT r.viewer_id, r.until, r.reason, r.decided_by, r.decided_at, v.handle,"
                        + " v.display_name, m.display_name AS by_name FROM restrictions r"
                        + " LEFT JOIN viewers v ON v.id = r.viewer_id LEFT JOIN viewers m ON m.id = r.decided_by"
                        + " WHERE r.room_id = :room AND r.until > :at" + side
                        + " ORDER BY r.decided_at DESC, r.viewer_id DESC LIMIT " + (limit + 1))
                .bind("room", room.value())
                .bind("at", at);
        if (before != null) {
            select = select.bind("number", before.number()).bind("id", before.id());
        }
        return select.map(RestrictionRows::listed).all().collectList();
    }

    private static Listed listed(Readable row) {
        String handle = row.get("handle", String.class);
        String name = row.get("display_name", String.class);
        long until = number(row, "until");
        boolean isBan = until == Restriction.FOR_EVER;
        return new Listed(
                text(row, "viewer_id"),
                handle == null ? "" : handle,
                name == null ? "" : name,
                isBan ? "ban" : "timeout",
                isBan ? null : until,
                text(row, "reason"),
                AuditRows.Named.of(row.get("decided_by", String.class), row.get("by_name", String.class)),
                number(row, "decided_at"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    /// A viewer who is kept from writing.
    ///
    /// @param kind `timeout` or `ban`
    /// @param until milliseconds since 1970; absent for a ban
    /// @param by who decided it
    /// @param since milliseconds since 1970
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(
            String viewer,
            String handle,
            String name,
            String kind,
            @Nullable Long until,
            String reason,
            AuditRows.Named by,
            long since) {}
}
