package spate.api.export;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.replay.EventPages;
import spate.rooms.replay.ShownEvents;

/// Reads what people wrote and gave in a room, in the order of the log, in pages that know where the next one begins.
/// What moderators hid is not among it. Thread-safe.
final class ExportRows {

    static final int PAGE_ROWS = 200;

    private static final String NEWEST = "SELECT epoch_ordinal, log_offset FROM room_events WHERE room_id = :room"
            + " ORDER BY epoch_ordinal DESC, log_offset DESC LIMIT 1";
    private static final String PAGE = EventPages.after(
            "SELECT e.epoch_ordinal, e.log_offset, " + ShownEvents.BODY + " FROM room_events e WHERE "
                    + ShownEvents.CONDITION + " AND e.type IN ('message', 'donation', 'notice') AND e.room_id = :room",
            Integer.toString(PAGE_ROWS));

    private final DatabaseClient database;

    ExportRows(DatabaseClient database) {
        this.database = database;
    }

    /// Where an event stands; comparable over all incarnations of the log.
    record Place(long ordinal, long offset) {

        static final Place BEGIN = new Place(-1, -1);

        boolean isAfter(Place other) {
            return ordinal > other.ordinal || (ordinal == other.ordinal && offset > other.offset);
        }
    }

    /// An event and its JSON to the byte.
    record Row(Place place, byte[] body) {}

    /// The newest event of the room, or empty where there is none.
    Mono<Place> newest(RoomId room) {
        return database.sql(NEWEST)
                .bind("room", room.value())
                .map(ExportRows::place)
                .one();
    }

    /// The next events after a place, at most [#PAGE_ROWS].
    Mono<List<Row>> after(RoomId room, Place place) {
        return database.sql(PAGE)
                .bind("room", room.value())
                .bind("ordinal", place.ordinal())
                .bind("offset", place.offset())
                .map(row -> new Row(
                        place(row),
                        Objects.requireNonNull(row.get("body", String.class)).getBytes(StandardCharsets.UTF_8)))
                .all()
                .collectList();
    }

    private static Place place(Readable row) {
        return new Place(number(row, "epoch_ordinal"), number(row, "log_offset"));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Number.class)).longValue();
    }
}
