package spate.api.outbox;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.log.LogEntry;

/// What waits in the outbox. Thread-safe.
final class OutboxRows {

    private final DatabaseClient database;

    OutboxRows(DatabaseClient database) {
        this.database = database;
    }

    /// The oldest events, at most `limit`, in the order of their ids.
    Mono<List<Waiting>> oldest(int limit) {
        return database.sql("SELECT id, room_id, event_id, type, author_id, at, body FROM outbox ORDER BY id LIMIT "
                        + limit)
                .map(OutboxRows::waiting)
                .all()
                .collectList();
    }

    /// Forgets an event that the log has.
    Mono<Void> delete(long id) {
        return database.sql("DELETE FROM outbox WHERE id = :id").bind("id", id).then();
    }

    /// How many wait, and since when the oldest does (0 where none waits).
    Mono<Depth> depth() {
        return database.sql("SELECT COUNT(*) AS waiting, COALESCE(MIN(at), 0) AS since FROM outbox")
                .map(row -> new Depth(number(row, "waiting"), number(row, "since")))
                .one();
    }

    private static Waiting waiting(Readable row) {
        var entry = new LogEntry(
                new RoomId(text(row, "room_id")),
                new EventId(text(row, "event_id")),
                text(row, "type"),
                row.get("author_id", String.class),
                number(row, "at"),
                text(row, "body").getBytes(StandardCharsets.UTF_8));
        return new Waiting(number(row, "id"), entry);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    /// An event that waits.
    record Waiting(long id, LogEntry entry) {}

    /// How much waits.
    record Depth(long waiting, long since) {}
}
