package spate.api.conversation;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.Position;
import spate.protocol.RoomId;

/// The seats of viewers in direct rooms. Thread-safe.
final class ConversationRows {

    private static final String SELECT = "SELECT s.room_id, s.other_id, s.last_at, s.read_ordinal, s.read_offset,"
            + " p.epoch, v.handle, v.display_name, EXISTS (SELECT 1 FROM blocks b WHERE b.viewer_id = s.viewer_id"
            + " AND b.blocked_id = s.other_id) AS blocked FROM conversation_seats s"
            + " LEFT JOIN log_epochs p ON p.ordinal = s.read_ordinal LEFT JOIN viewers v ON v.id = s.other_id"
            + " WHERE s.viewer_id = :viewer";

    private final DatabaseClient database;

    ConversationRows(DatabaseClient database) {
        this.database = database;
    }

    /// Those of a viewer, the last active first, and one more than `limit` where there are more.
    Mono<List<Seat>> page(String viewer, @Nullable PageCursor before, int limit) {
        String side = before == null ? "" : " AND (s.last_at < :number OR (s.last_at = :number AND s.room_id < :room))";
        var select = database.sql(SELECT + side + " ORDER BY s.last_at DESC, s.room_id DESC LIMIT " + (limit + 1))
                .bind("viewer", viewer);
        if (before != null) {
            select = select.bind("number", before.number()).bind("room", before.id());
        }
        return select.map(ConversationRows::seat).all().collectList();
    }

    /// Notes up to where a viewer has read; what is behind what is known already changes nothing.
    ///
    /// @return false where nobody knows the log of the position
    Mono<Boolean> read(RoomId room, String viewer, Position position) {
        return database.sql("SELECT ordinal FROM log_epochs WHERE epoch = :epoch")
                .bind("epoch", position.epoch())
                .map(row -> number(row, "ordinal"))
                .one()
                .flatMap(ordinal -> database.sql(
                                "UPDATE conversation_seats SET read_ordinal = :ordinal,"
                                        + " read_offset = :offset WHERE room_id = :room AND viewer_id = :viewer"
                                        + " AND (read_ordinal < :ordinal OR (read_ordinal = :ordinal AND read_offset < :offset))")
                        .bind("ordinal", ordinal)
                        .bind("offset", position.offset())
                        .bind("room", room.value())
                        .bind("viewer", viewer)
                        .then()
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    private static Seat seat(Readable row) {
        String epoch = row.get("epoch", String.class);
        String handle = row.get("handle", String.class);
        String name = row.get("display_name", String.class);
        long offset = number(row, "read_offset");
        return new Seat(
                new RoomId(text(row, "room_id")),
                new Partner(text(row, "other_id"), handle == null ? "" : handle, name == null ? "" : name),
                number(row, "last_at"),
                number(row, "read_ordinal"),
                offset,
                epoch == null ? null : new Position(epoch, offset),
                number(row, "blocked") != 0);
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    static long number(Readable row, String column) {
        Number number = row.get(column, Number.class);
        return Objects.requireNonNull(number).longValue();
    }

    /// A viewer's place in a direct room.
    ///
    /// @param with the other one
    /// @param at when the newest message was accepted, milliseconds since 1970
    /// @param readOrdinal the ordinal of the log of the newest event read
    /// @param readOffset its offset
    /// @param read its position; null where none was read
    /// @param isBlocked whether the viewer blocks the other one
    record Seat(
            RoomId room,
            Partner with,
            long at,
            long readOrdinal,
            long readOffset,
            @Nullable Position read,
            boolean isBlocked) {}

    /// The other viewer; without a name where the account is gone.
    record Partner(String id, String handle, String name) {}
}
