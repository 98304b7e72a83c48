package spate.stream.archive;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.log.Parsed;

/// Applies what moderators decided to the rows of the archive, in the transaction that stores the decision. Few
/// rows each: messages that were cleared by the viewer are hidden by one row, and blanked later, with what replies
/// quote of them, by [ClearingWiper].
final class DecisionRows {

    private static final String HIDE = "UPDATE room_events SET hidden = 1, body = '' WHERE room_id = ? AND event_id = ?"
            + " AND type IN ('message', 'donation')";
    private static final String HIDE_PINS = "UPDATE room_events e JOIN pin_events p ON p.room_id = e.room_id"
            + " AND p.event_id = e.event_id SET e.hidden = 1, e.body = '' WHERE p.room_id = ? AND ";
    // The columns change from left to right: all conditions look at the old version.
    private static final String CLEAR =
            "INSERT INTO clearings (room_id,viewer_id,epoch_ordinal,log_offset,until,version,read_at,wiped)"
                    + " VALUES (?,?,?,?,?,?,?,0) ON DUPLICATE KEY UPDATE"
                    + " until = IF(? AND VALUES(version) >= version, VALUES(until), until),"
                    + " epoch_ordinal = VALUES(epoch_ordinal), log_offset = VALUES(log_offset),"
                    + " read_at = VALUES(read_at), wiped = 0, version = GREATEST(version, VALUES(version))";
    private static final String ROOMS_IN_FORCE =
            "SELECT DISTINCT room_id FROM clearings WHERE until > ? AND room_id IN (";
    private static final String IN_FORCE =
            "SELECT room_id,viewer_id,until,version FROM clearings WHERE until > ? AND (room_id,viewer_id) IN (";

    private final Clock clock;

    DecisionRows(Clock clock) {
        this.clock = clock;
    }

    /// Applies decisions whose events were just stored.
    Mono<Void> apply(Connection connection, int ordinal, List<Decision> decisions) {
        return Flux.fromIterable(decisions)
                .concatMap(decision -> switch (decision) {
                    case Decision.Removal removal -> remove(connection, removal);
                    case Decision.Clearing clearing -> clear(connection, ordinal, clearing);
                })
                .then();
    }

    private static Mono<Void> remove(Connection connection, Decision.Removal removal) {
        String room = removal.room().value();
        return update(connection.createStatement(HIDE).bind(0, room).bind(1, removal.target()))
                .then(update(connection
                        .createStatement(HIDE_PINS + "p.target_id = ?")
                        .bind(0, room)
                        .bind(1, removal.target())))
                .then(ReplyRows.forget(connection, removal.room(), removal.target()));
    }

    private Mono<Void> clear(Connection connection, int ordinal, Decision.Clearing clearing) {
        String room = clearing.room().value();
        return update(connection
                        .createStatement(CLEAR)
                        .bind(0, room)
                        .bind(1, clearing.viewer())
                        .bind(2, ordinal)
                        .bind(3, clearing.offset())
                        .bind(4, Math.max(0, clearing.until()))
                        .bind(5, clearing.version())
                        .bind(6, clock.millis())
                        .bind(7, clearing.until() == Decision.Clearing.AS_IT_WAS ? 0 : 1))
                .then(update(connection
                        .createStatement(HIDE_PINS + "p.author_id = ?")
                        .bind(0, room)
                        .bind(1, clearing.viewer())));
    }

    /// The timeouts and bans that concern messages of a slice, as they stood before it. Rooms without any cost one
    /// look-up for the slice.
    Mono<List<Decision>> inForce(Connection connection, List<Parsed.Event> events) {
        List<Parsed.Event> messages = events.stream()
                .filter(event ->
                        event.entry().type().equals("message") && event.entry().author() != null)
                .toList();
        if (messages.isEmpty()) {
            return Mono.just(List.of());
        }
        long earliest =
                messages.stream().mapToLong(event -> event.entry().at()).min().orElse(0);
        return rooms(connection, earliest, messages)
                .flatMap(rooms ->
                        rooms.isEmpty() ? Mono.just(List.of()) : restrictions(connection, earliest, messages, rooms));
    }

    private static Mono<Set<String>> rooms(Connection connection, long earliest, List<Parsed.Event> messages) {
        Set<String> rooms = messages.stream()
                .map(event -> event.entry().room().value())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Statement statement = connection
                .createStatement(ROOMS_IN_FORCE + repeated("?", rooms) + ')')
                .bind(0, earliest);
        int at = 1;
        for (String room : rooms) {
            statement.bind(at++, room);
        }
        return Flux.<Result>from(statement.execute())
                .flatMap(result -> result.map(row -> text(row, "room_id")))
                .collect(Collectors.toSet());
    }

    private static Mono<List<Decision>> restrictions(
            Connection connection, long earliest, List<Parsed.Event> messages, Set<String> rooms) {
        Set<Seat> seats = messages.stream()
                .filter(event -> rooms.contains(event.entry().room().value()))
                .map(event -> new Seat(
                        event.entry().room().value(),
                        String.valueOf(event.entry().author())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Statement statement = connection
                .createStatement(IN_FORCE + repeated("(?,?)", seats) + ')')
                .bind(0, earliest);
        int at = 1;
        for (Seat seat : seats) {
            statement.bind(at++, seat.room()).bind(at++, seat.viewer());
        }
        return Flux.<Result>from(statement.execute())
                .flatMap(result -> result.<Decision>map(row -> new Decision.Clearing(
                        new RoomId(text(row, "room_id")),
                        -1,
                        text(row, "viewer_id"),
                        number(row, "until"),
                        number(row, "version"))))
                .collectList();
    }

    private static Mono<Void> update(Statement statement) {
        Publisher<? extends Result> executed = statement.execute();
        return Flux.<Result>from(executed).flatMap(Result::getRowsUpdated).then();
    }

    private static String repeated(String group, Collection<?> times) {
        return String.join(",", Collections.nCopies(times.size(), group));
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

    private record Seat(String room, String viewer) {}
}
