package spate.api.privacy;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Rooms that keep events for a time only, and their oldest events. Thread-safe.
final class RetentionRows {

    static final int ROOMS_MAX = 500;
    static final int EVENTS_MAX = 500;

    private final DatabaseClient database;

    RetentionRows(DatabaseClient database) {
        this.database = database;
    }

    /// Rooms that keep events for a time, in an order, at most [#ROOMS_MAX] after one.
    Mono<List<Kept>> rooms(@Nullable Kept after) {
        return database.sql("SELECT id, retention_days FROM rooms WHERE retention_days IS NOT NULL"
                        + " AND (retention_days > :days OR (retention_days = :days AND id > :id))"
                        + " ORDER BY retention_days, id LIMIT " + ROOMS_MAX)
                .bind("days", after == null ? 0 : after.days())
                .bind("id", after == null ? "" : after.id().value())
                .map(row -> new Kept(new RoomId(text(row, "id")), (int) number(row, "retention_days")))
                .all()
                .collectList();
    }

    /// Deletes the oldest events of a room that were accepted before a time, at most [#EVENTS_MAX], up to the first
    /// that was not: events are nearly in the order of their times.
    ///
    /// @return how many
    Mono<Long> deleteOldest(RoomId room, long before) {
        return database.sql("SELECT epoch_ordinal, log_offset, at FROM room_events WHERE room_id = :room"
                        + " ORDER BY epoch_ordinal, log_offset LIMIT " + EVENTS_MAX)
                .bind("room", room.value())
                .map(row -> new Place(number(row, "epoch_ordinal"), number(row, "log_offset"), number(row, "at")))
                .all()
                .takeWhile(place -> place.at() < before)
                .collectList()
                .filter(old -> !old.isEmpty())
                .flatMap(old -> delete(room, old.getLast()))
                .defaultIfEmpty(0L);
    }

    private Mono<Long> delete(RoomId room, Place last) {
        return database.sql("DELETE q FROM reply_events q JOIN room_events e ON e.room_id = q.room_id"
                        + " AND e.event_id = q.event_id WHERE e.room_id = :room AND (e.epoch_ordinal < :ordinal"
                        + " OR (e.epoch_ordinal = :ordinal AND e.log_offset <= :offset))")
                .bind("room", room.value())
                .bind("ordinal", last.ordinal())
                .bind("offset", last.offset())
                .then()
                .then(deleteEvents(room, last));
    }

    private Mono<Long> deleteEvents(RoomId room, Place last) {
        return database.sql("DELETE FROM room_events WHERE room_id = :room AND (epoch_ordinal < :ordinal"
                        + " OR (epoch_ordinal = :ordinal AND log_offset <= :offset))"
                        + " ORDER BY epoch_ordinal, log_offset LIMIT " + EVENTS_MAX)
                .bind("room", room.value())
                .bind("ordinal", last.ordinal())
                .bind("offset", last.offset())
                .fetch()
                .rowsUpdated();
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        Number number = row.get(column, Number.class);
        return Objects.requireNonNull(number).longValue();
    }

    /// A room and for how many days it keeps events.
    record Kept(RoomId id, int days) {}

    private record Place(long ordinal, long offset, long at) {}
}
