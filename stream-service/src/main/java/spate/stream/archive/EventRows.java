package spate.stream.archive;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogEntry;
import spate.rooms.log.Parsed;
import spate.stream.figures.FigureRows;

/// Slices to rows of MySQL. One insert and one transaction for each slice; storing a slice again changes nothing.
///
/// IGNORE skips rows that are there already, but it also turns rows that do not fit into rows that do. So its
/// warnings are counted: one for each row skipped is well, any other fails the slice as data.
final class EventRows {

    private static final String ROW = "(?,?,?,?,?,?,?,?)";
    private static final String INSERT =
            "INSERT IGNORE INTO room_events (room_id,epoch_ordinal,log_offset,event_id,type,author_id,at,body) VALUES ";
    private static final String STORED =
            "SELECT room_id,event_id,epoch_ordinal,log_offset FROM room_events WHERE (room_id,event_id) IN (";
    // The columns change from left to right: gapless_from sees the old next_offset.
    private static final String ADVANCE = " ON DUPLICATE KEY UPDATE"
            + " gapless_from = IF(VALUES(gapless_from) > next_offset, VALUES(gapless_from), gapless_from),"
            + " next_offset = GREATEST(next_offset, VALUES(next_offset))";
    private static final String STORED_PROGRESS =
            "SELECT partition_no, next_offset FROM archive_progress WHERE epoch_ordinal = ?";
    private static final String PROGRESS =
            "INSERT INTO archive_progress (epoch_ordinal,partition_no,gapless_from,next_offset) VALUES ";

    /// What became of a slice.
    ///
    /// @param inserted rows that were not there before
    /// @param shown events that stand in the table at their own position and are not hidden, as they are shown; the
    ///     others are repeats of earlier ones, or what moderators hid
    /// @param decisions what moderators hid in this slice, in order
    record Written(long inserted, List<Parsed.Event> shown, List<Decision> decisions) {}

    private record Key(String room, String id) {
        static Key of(Parsed.Event event) {
            return new Key(event.entry().room().value(), event.entry().id().value());
        }
    }

    private record Position(long ordinal, long offset) {}

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final DecisionRows moderated;
    private final ActivityRows activity = new ActivityRows();
    private final FigureRows figures;

    EventRows(DatabaseClient database, TransactionalOperator transaction, DecisionRows moderated, FigureRows figures) {
        this.database = database;
        this.transaction = transaction;
        this.moderated = moderated;
        this.figures = figures;
    }

    /// Stores a slice, what it adds to the figures, and the progress that it makes, or nothing of it.
    Mono<Written> write(int ordinal, Slice slice) {
        List<Parsed.Event> events = slice.events().toList();
        return database.inConnection(connection -> rows(connection, ordinal, events)
                        .flatMap(written -> advance(connection, ordinal, slice).thenReturn(written)))
                .as(transaction::transactional);
    }

    private Mono<Written> rows(Connection connection, int ordinal, List<Parsed.Event> events) {
        if (events.isEmpty()) {
            // Nothing to insert; and the warnings that the connection tells of would be an earlier statement's.
            return Mono.just(new Written(0, events, List.of()));
        }
        return insert(connection, ordinal, events)
                .flatMap(inserted -> checkedWarnings(connection, events.size() - inserted)
                        .then(standing(connection, ordinal, events, inserted))
                        .flatMap(standing -> activity.note(connection, standing)
                                .then(shown(connection, ordinal, standing))
                                .map(shown -> new Written(inserted, shown, Decision.among(standing)))
                                .flatMap(written -> counted(connection, ordinal, standing, inserted)
                                        .thenReturn(written))));
    }

    /// Counts what this transaction inserted. Of events that stand in the table, those before the stored progress were
    /// inserted, and counted, by the transaction that brought the progress there.
    private Mono<Void> counted(Connection connection, int ordinal, List<Parsed.Event> standing, long inserted) {
        if (inserted == 0) {
            return Mono.empty();
        }
        if (inserted == standing.size()) {
            return figures.count(connection, standing);
        }
        return progress(connection, ordinal)
                .flatMap(next -> figures.count(
                        connection,
                        standing.stream()
                                .filter(event -> event.offset() >= next.getOrDefault(event.partition(), 0L))
                                .toList()));
    }

    private static Mono<Map<Integer, Long>> progress(Connection connection, int ordinal) {
        return Flux.from(connection
                        .createStatement(STORED_PROGRESS)
                        .bind(0, ordinal)
                        .execute())
                .flatMap(result ->
                        result.map(row -> Map.entry((int) number(row, "partition_no"), number(row, "next_offset"))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Mono<Long> insert(Connection connection, int ordinal, List<Parsed.Event> events) {
        Statement statement = connection.createStatement(INSERT + repeated(ROW, events.size()));
        int at = 0;
        for (Parsed.Event event : events) {
            LogEntry entry = event.entry();
            statement.bind(at++, entry.room().value());
            statement.bind(at++, ordinal);
            statement.bind(at++, event.offset());
            statement.bind(at++, entry.id().value());
            statement.bind(at++, entry.type());
            if (entry.author() == null) {
                statement.bindNull(at++, String.class);
            } else {
                statement.bind(at++, entry.author());
            }
            statement.bind(at++, entry.at());
            statement.bind(at++, new String(entry.body(), StandardCharsets.UTF_8));
        }
        return updated(statement);
    }

    private static Mono<Void> checkedWarnings(Connection connection, long skipped) {
        return Flux.from(connection
                        .createStatement("SELECT @@warning_count AS warnings")
                        .execute())
                .flatMap(result -> result.map(row -> number(row, "warnings")))
                .single()
                .flatMap(warnings -> warnings == skipped
                        ? Mono.empty()
                        : Mono.error(new StoreFailure.RefusedException(
                                "MySQL would store the event only changed (%s warnings)".formatted(warnings))));
    }

    /// Which events stand where they were read. Rows may have been skipped for other reasons than being there
    /// already, so those that were not inserted are looked up.
    private static Mono<List<Parsed.Event>> standing(
            Connection connection, int ordinal, List<Parsed.Event> events, long inserted) {
        if (inserted == events.size()) {
            return Mono.just(events);
        }
        Statement statement = connection.createStatement(STORED + repeated("(?,?)", events.size()) + ')');
        int at = 0;
        for (Parsed.Event event : events) {
            statement.bind(at++, event.entry().room().value());
            statement.bind(at++, event.entry().id().value());
        }
        return Flux.from(statement.execute())
                .flatMap(result -> result.map(row -> Map.entry(
                        new Key(text(row, "room_id"), text(row, "event_id")),
                        new Position(number(row, "epoch_ordinal"), number(row, "log_offset")))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(positions -> standing(ordinal, events, positions));
    }

    private static List<Parsed.Event> standing(int ordinal, List<Parsed.Event> events, Map<Key, Position> positions) {
        List<Parsed.Event> standing = new ArrayList<>(events.size());
        for (Parsed.Event event : events) {
            Position position = positions.get(Key.of(event));
            if (position == null) {
                throw new StoreFailure.RefusedException("MySQL skipped an event that it does not have");
            }
            if (position.equals(new Position(ordinal, event.offset()))) {
                standing.add(event);
            }
        }
        return standing;
    }

    /// Applies what the events decide, and leaves out what is hidden by them or by what was decided before.
    private Mono<List<Parsed.Event>> shown(Connection connection, int ordinal, List<Parsed.Event> standing) {
        List<Decision> decisions = Decision.among(standing);
        return moderated
                .inForce(connection, standing)
                .flatMap(before -> moderated
                        .apply(connection, ordinal, decisions)
                        .then(ReplyRows.store(connection, Hidden.without(standing, before, decisions))));
    }

    private static String text(Readable row, String column) {
        return String.valueOf(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        Number value = row.get(column, Number.class);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is empty");
        }
        return value.longValue();
    }

    private static Mono<Long> advance(Connection connection, int ordinal, Slice slice) {
        Statement statement = connection.createStatement(
                PROGRESS + repeated("(?,?,?,?)", slice.pieces().size()) + ADVANCE);
        int at = 0;
        for (Piece piece : slice.pieces()) {
            statement.bind(at++, ordinal);
            statement.bind(at++, piece.partition());
            statement.bind(at++, piece.from());
            statement.bind(at++, piece.next());
        }
        return updated(statement);
    }

    private static Mono<Long> updated(Statement statement) {
        return Flux.from(statement.execute()).flatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
    }

    private static String repeated(String group, int times) {
        return Stream.generate(() -> group).limit(times).collect(Collectors.joining(","));
    }
}
