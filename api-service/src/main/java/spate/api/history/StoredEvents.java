package spate.api.history;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.Problem;
import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.RoomId;
import spate.rooms.replay.EventPages;
import spate.rooms.replay.ShownEvents;

/// Reads the archive, which the stream-service writes. Thread-safe. Every event type of a room is in it, in the
/// order of the log; across incarnations of the log, in the order of those. What moderators hid is not.
public final class StoredEvents {

    private static final String SELECT =
            "SELECT (SELECT p.epoch FROM log_epochs p WHERE p.ordinal = e.epoch_ordinal) AS epoch,"
                    + " e.epoch_ordinal, e.log_offset, " + ShownEvents.BODY
                    + " FROM room_events e WHERE " + ShownEvents.CONDITION + " AND e.room_id = :room";

    private static final Duration LOOK_AGAIN = Duration.ofMillis(60);
    private static final int LOOKS_AGAIN = 5;

    private final DatabaseClient database;

    StoredEvents(DatabaseClient database) {
        this.database = database;
    }

    /// The JSON of one event, or empty where there is none that is shown.
    public Mono<byte[]> find(RoomId room, EventId event) {
        return database.sql("SELECT " + ShownEvents.BODY + " FROM room_events e WHERE " + ShownEvents.CONDITION
                        + " AND e.room_id = :room AND e.event_id = :event")
                .bind("room", room.value())
                .bind("event", event.value())
                .map(StoredEvents::body)
                .one();
    }

    /// What one event is and whose, whether it is shown or hidden; empty where it is not stored.
    public Mono<Origin> origin(RoomId room, EventId event) {
        return database.sql("SELECT type, COALESCE(author_id, '') AS author_id FROM room_events"
                        + " WHERE room_id = :room AND event_id = :event")
                .bind("room", room.value())
                .bind("event", event.value())
                .map(row -> new Origin(text(row, "type"), text(row, "author_id")))
                .one();
    }

    /// Looks again, after growing pauses, for what the archive has not stored yet: it stores a moment after the log
    /// acknowledged. Empty where there is nothing within two seconds.
    public static <T> Mono<T> soon(Mono<T> look) {
        return look.repeatWhenEmpty(
                looks -> looks.take(LOOKS_AGAIN).concatMap(n -> Mono.delay(LOOK_AGAIN.multipliedBy(1L << n))));
    }

    /// A page. Fails with a 400 problem where the position is of a log that nobody knows.
    Mono<HistoryPage> page(RoomId room, HistoryQuery query) {
        Position after = query.after();
        if (after != null) {
            return point("after", after)
                    .flatMap(from -> newer(room, from, query.limit()))
                    .flatMap(events -> withOlder(room, events, after));
        }
        Position before = query.before();
        Mono<Point> to = before == null ? Mono.just(Point.END) : point("before", before);
        return to.flatMap(point -> older(room, point, query.limit() + 1))
                .map(events -> backwards(events, query.limit()));
    }

    /// One event more than the page was read, newest first, so it is known whether any is older.
    private static HistoryPage backwards(List<HistoryPage.Stored> newestFirst, int limit) {
        boolean isMore = newestFirst.size() > limit;
        var events = newestFirst.subList(0, Math.min(limit, newestFirst.size())).reversed();
        return events.isEmpty()
                ? new HistoryPage(List.of(), null, null)
                : new HistoryPage(
                        events,
                        isMore ? events.getFirst().position() : null,
                        events.getLast().position());
    }

    private Mono<HistoryPage> withOlder(RoomId room, List<HistoryPage.Stored> events, Position asked) {
        Position oldest = events.isEmpty() ? asked : events.getFirst().position();
        Position newest = events.isEmpty() ? asked : events.getLast().position();
        return point("after", oldest)
                .flatMap(point -> older(room, point, 1))
                .map(found -> new HistoryPage(events, found.isEmpty() ? null : oldest, newest));
    }

    private Mono<List<HistoryPage.Stored>> older(RoomId room, Point to, int limit) {
        return select(room, to, EventPages.before(SELECT, Integer.toString(limit)));
    }

    private Mono<List<HistoryPage.Stored>> newer(RoomId room, Point from, int limit) {
        return select(room, from, EventPages.after(SELECT, Integer.toString(limit)));
    }

    private Mono<List<HistoryPage.Stored>> select(RoomId room, Point point, String sql) {
        return database.sql(sql)
                .bind("room", room.value())
                .bind("ordinal", point.ordinal())
                .bind("offset", point.offset())
                .map(StoredEvents::stored)
                .all()
                .collectList();
    }

    private Mono<Point> point(String field, Position position) {
        return database.sql("SELECT ordinal FROM log_epochs WHERE epoch = :epoch")
                .bind("epoch", position.epoch())
                .map(row -> new Point(number(row, "ordinal"), position.offset()))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.invalidParameter(field, "this position is of another log")
                        .toException()));
    }

    private static HistoryPage.Stored stored(Readable row) {
        var position = new Position(text(row, "epoch"), number(row, "log_offset"));
        return new HistoryPage.Stored(position, body(row));
    }

    private static byte[] body(Readable row) {
        return text(row, "body").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        @Nullable Number number = row.get(column, Long.class);
        return Objects.requireNonNull(number).longValue();
    }

    /// Where an event comes from.
    ///
    /// @param author id of the viewer or bot whose doing it is; empty for the server's own
    public record Origin(String type, String author) {

        /// Whether viewers can take it back, and moderators away.
        public boolean isRemovable() {
            return type.equals("message") || type.equals("donation");
        }
    }

    /// A position as the tables order it.
    private record Point(long ordinal, long offset) {
        static final Point END = new Point(Integer.MAX_VALUE, Long.MAX_VALUE);
    }
}
