package spate.rooms.replay;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.database.BrokenConnection;

/// Everything that the archive has stored, in MySQL.
///
/// The coverage is read before the events: what it proves to be stored then is among the events read after it.
final class MySqlEventStore implements EventStore {

    private static final String COVERAGE = """
        SELECT e.ordinal, COALESCE(p.gapless_from, 0) AS gapless_from, COALESCE(p.next_offset, 0) AS next_offset
        FROM log_epochs e
        LEFT JOIN archive_progress p ON p.epoch_ordinal = e.ordinal AND p.partition_no = :partition
        WHERE e.epoch = :epoch\
        """;
    private static final String NEWEST_ORDINAL = "SELECT COALESCE(MAX(ordinal), 0) AS ordinal FROM log_epochs";
    private static final String EVENT = "SELECT e.epoch_ordinal, e.log_offset, e.event_id, e.type, " + ShownEvents.BODY;
    private static final String SHOWN = " FROM room_events e WHERE " + ShownEvents.CONDITION + " AND e.room_id = :room";
    private static final String NEWEST_BEFORE = EventPages.before(EVENT + SHOWN, ":limit");
    private static final String AFTER = EVENT + SHOWN
            + " AND e.epoch_ordinal = :ordinal AND e.log_offset > :after AND e.log_offset < :before"
            + " ORDER BY e.log_offset LIMIT :limit";
    private static final String FIND =
            EVENT + ", COALESCE(l.ordinal, -1) AS asked_ordinal, COALESCE(p.next_offset, 0) AS archived_before"
                    + " FROM room_events e LEFT JOIN log_epochs l ON l.epoch = :epoch"
                    + " LEFT JOIN archive_progress p ON p.epoch_ordinal = l.ordinal AND p.partition_no = :partition"
                    + " WHERE e.room_id = :room AND e.event_id = :id AND " + ShownEvents.CONDITION;

    /// Long enough that no message that was accepted before is still on its way into the log.
    private static final String CLEARINGS = """
            SELECT c.viewer_id, c.log_offset FROM clearings c JOIN log_epochs e ON e.ordinal = c.epoch_ordinal
            WHERE e.epoch = :epoch AND c.room_id = :room AND c.read_at > (UNIX_TIMESTAMP() - 600) * 1000
            ORDER BY c.log_offset DESC LIMIT 64""";

    private final DatabaseClient database;
    private final Duration timeout;

    MySqlEventStore(DatabaseClient database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
    }

    @Override
    public Mono<StoredRange> newestBefore(RoomId room, int partition, String epoch, long beforeOffset, int limit) {
        return coverage(partition, epoch)
                .flatMap(coverage -> newest(room, coverage.ordinal(), beforeOffset, limit)
                        .map(events -> new StoredRange(events, coverage.reaches(beforeOffset))))
                .retryWhen(BrokenConnection.again())
                .timeout(timeout);
    }

    @Override
    public Mono<StoredRange> after(
            RoomId room, int partition, String epoch, long afterOffset, long beforeOffset, int limit) {
        return coverage(partition, epoch)
                .flatMap(coverage -> oldest(room, coverage.ordinal(), afterOffset, beforeOffset, limit + 1)
                        .map(events -> cut(events, limit, coverage.spans(afterOffset, beforeOffset))))
                .retryWhen(BrokenConnection.again())
                .timeout(timeout);
    }

    @Override
    public Mono<ArchivedEvent> find(RoomId room, int partition, String epoch, EventId id) {
        return database.sql(FIND)
                .bind("epoch", epoch)
                .bind("room", room.value())
                .bind("id", id.value())
                .bind("partition", partition)
                .map(row -> new ArchivedEvent(
                        event(row, number(row, "asked_ordinal").intValue()),
                        number(row, "archived_before").longValue()))
                .one()
                .retryWhen(BrokenConnection.again())
                .timeout(timeout);
    }

    @Override
    public Mono<List<Clearing>> clearings(RoomId room, String epoch) {
        return database.sql(CLEARINGS)
                .bind("room", room.value())
                .bind("epoch", epoch)
                .map(row -> new Clearing(
                        text(row, "viewer_id"), number(row, "log_offset").longValue()))
                .all()
                .collectList()
                .retryWhen(BrokenConnection.again())
                .timeout(timeout);
    }

    private Mono<Coverage> coverage(int partition, String epoch) {
        return database.sql(COVERAGE)
                .bind("partition", partition)
                .bind("epoch", epoch)
                .map(row -> new Coverage(
                        number(row, "ordinal").intValue(),
                        number(row, "gapless_from").longValue(),
                        number(row, "next_offset").longValue()))
                .one()
                .switchIfEmpty(database.sql(NEWEST_ORDINAL)
                        .map(row -> new Coverage(number(row, "ordinal").intValue() + 1, 0, 0))
                        .one());
    }

    private Mono<List<StoredEvent>> newest(RoomId room, int ordinal, long beforeOffset, int limit) {
        return database.sql(NEWEST_BEFORE)
                .bind("room", room.value())
                .bind("ordinal", ordinal)
                .bind("offset", beforeOffset)
                .bind("limit", limit)
                .map(row -> event(row, ordinal))
                .all()
                .collectList()
                .doOnNext(Collections::reverse);
    }

    private Mono<List<StoredEvent>> oldest(RoomId room, int ordinal, long afterOffset, long beforeOffset, int limit) {
        return database.sql(AFTER)
                .bind("room", room.value())
                .bind("ordinal", ordinal)
                .bind("after", afterOffset)
                .bind("before", beforeOffset)
                .bind("limit", limit)
                .map(row -> event(row, ordinal))
                .all()
                .collectList();
    }

    private static StoredRange cut(List<StoredEvent> events, int limit, boolean isCovered) {
        return events.size() > limit
                ? new StoredRange(events.subList(0, limit), false)
                : new StoredRange(events, isCovered);
    }

    private static StoredEvent event(Readable row, int ordinal) {
        long offset = number(row, "epoch_ordinal").intValue() == ordinal
                ? number(row, "log_offset").longValue()
                : -1;
        return new StoredEvent(
                offset,
                new EventId(text(row, "event_id")),
                text(row, "type"),
                text(row, "body").getBytes(StandardCharsets.UTF_8));
    }

    private static Number number(Readable row, String column) {
        return present(row.get(column, Number.class), column);
    }

    private static String text(Readable row, String column) {
        return present(row.get(column, String.class), column);
    }

    private static <T> T present(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is empty");
        }
        return value;
    }
}
