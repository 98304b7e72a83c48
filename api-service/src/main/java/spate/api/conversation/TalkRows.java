package spate.api.conversation;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.replay.ShownEvents;

/// What was said in the conversations of one page: one statement each for the newest messages and for what is
/// unread, made of one look into the index for each conversation. Thread-safe.
final class TalkRows {

    /// Messages are counted up to here.
    static final int UNREAD_MAX = 100;

    private static final String MESSAGES =
            " FROM room_events e WHERE " + ShownEvents.CONDITION + " AND e.type = 'message' AND e.room_id = :room";

    private final DatabaseClient database;

    TalkRows(DatabaseClient database) {
        this.database = database;
    }

    /// The newest message of each room that has one, as JSON.
    Mono<Map<RoomId, String>> newest(List<ConversationRows.Seat> seats) {
        if (seats.isEmpty()) {
            return Mono.just(Map.of());
        }
        String sql = each(
                seats,
                i -> "SELECT e.room_id, " + ShownEvents.BODY + at(MESSAGES, i)
                        + " ORDER BY e.epoch_ordinal DESC, e.log_offset DESC LIMIT 1");
        var select = database.sql(sql);
        for (int i = 0; i < seats.size(); i++) {
            select = select.bind("room" + i, seats.get(i).room().value());
        }
        return select.map(row -> Map.entry(room(row), ConversationRows.text(row, "body")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// How many messages of the other one stand behind what a viewer has read, at most [#UNREAD_MAX] each.
    Mono<Map<RoomId, Long>> unread(String viewer, List<ConversationRows.Seat> seats) {
        if (seats.isEmpty()) {
            return Mono.just(Map.of());
        }
        String sql = each(
                seats,
                i -> "SELECT MIN(u.room_id) AS room_id, COUNT(*) AS unread FROM (SELECT e.room_id" + at(MESSAGES, i)
                        + " AND e.author_id <> :viewer AND (e.epoch_ordinal > :ordinal" + i
                        + " OR (e.epoch_ordinal = :ordinal" + i + " AND e.log_offset > :offset" + i + ")) LIMIT "
                        + UNREAD_MAX + ") u HAVING COUNT(*) > 0");
        var select = database.sql(sql).bind("viewer", viewer);
        for (int i = 0; i < seats.size(); i++) {
            ConversationRows.Seat seat = seats.get(i);
            select = select.bind("room" + i, seat.room().value())
                    .bind("ordinal" + i, seat.readOrdinal())
                    .bind("offset" + i, seat.readOffset());
        }
        return select.map(row -> Map.entry(room(row), ConversationRows.number(row, "unread")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static String each(List<ConversationRows.Seat> seats, IntFunction<String> select) {
        return IntStream.range(0, seats.size())
                .mapToObj(i -> "(" + select.apply(i) + ")")
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String at(String sql, int number) {
        return sql.replace(":room", ":room" + number);
    }

    private static RoomId room(Readable row) {
        return new RoomId(ConversationRows.text(row, "room_id"));
    }
}
