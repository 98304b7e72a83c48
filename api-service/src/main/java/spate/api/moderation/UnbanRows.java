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

/// Who asked to be let back in. Thread-safe.
final class UnbanRows {

    private static final String SELECT = "SELECT u.id, u.viewer_id, v.display_name, u.text, u.state, u.answer,"
            + " u.created_at, u.answered_at FROM unban_requests u LEFT JOIN viewers v ON v.id = u.viewer_id"
            + " WHERE u.room_id = :room";

    private final DatabaseClient database;

    UnbanRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(RoomId room, String id, String viewer, String text, long at) {
        return database.sql("INSERT INTO unban_requests (id, room_id, viewer_id, text, state, created_at)"
                        + " VALUES (:id, :room, :viewer, :text, 'open', :at)")
                .bind("id", id)
                .bind("room", room.value())
                .bind("viewer", viewer)
                .bind("text", text)
                .bind("at", at)
                .then();
    }

    /// The newest request of a viewer, or empty.
    Mono<Request> newest(RoomId room, String viewer) {
        return database.sql(SELECT + " AND u.viewer_id = :viewer ORDER BY u.created_at DESC, u.id DESC LIMIT 1")
                .bind("room", room.value())
                .bind("viewer", viewer)
                .map(UnbanRows::request)
                .one();
    }

    Mono<Request> find(RoomId room, String id) {
        return database.sql(SELECT + " AND u.id = :id")
                .bind("room", room.value())
                .bind("id", id)
                .map(UnbanRows::request)
                .one();
    }

    Mono<Void> answer(String id, String state, String answer, String by, long at) {
        return database.sql("UPDATE unban_requests SET state = :state, answer = :answer, answered_by = :by,"
                        + " answered_at = :at WHERE id = :id")
                .bind("state", state)
                .bind("answer", answer)
                .bind("by", by)
                .bind("at", at)
                .bind("id", id)
                .then();
    }

    /// Those of a state, the oldest first, and one more than `limit` where there are more.
    Mono<List<Request>> page(RoomId room, String state, @Nullable PageCursor after, int limit) {
        String side = after == null ? "" : " AND (u.created_at > :number OR (u.created_at = :number AND u.id > :id))";
        var select = database.sql(
                        SELECT + " AND u.state = :state" + side + " ORDER BY u.created_at, u.id LIMIT " + (limit + 1))
                .bind("room", room.value())
                .bind("state", state);
        if (after != null) {
            select = select.bind("number", after.number()).bind("id", after.id());
        }
        return select.map(UnbanRows::request).all().collectList();
    }

    private static Request request(Readable row) {
        return new Request(
                text(row, "id"),
                AuditRows.Named.of(row.get("viewer_id", String.class), row.get("display_name", String.class)),
                text(row, "text"),
                text(row, "state"),
                text(row, "answer"),
                Objects.requireNonNull(row.get("created_at", Long.class)),
                row.get("answered_at", Long.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /// A request.
    ///
    /// @param state `open`, `approved` or `refused`
    /// @param answer what the moderator said
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            String id,
            AuditRows.Named viewer,
            String text,
            String state,
            String answer,
            long createdAt,
            @Nullable Long answeredAt) {

        boolean isOpen() {
            return state.equals("open");
        }
    }
}
