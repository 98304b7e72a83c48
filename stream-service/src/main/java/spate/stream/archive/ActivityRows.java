package spate.stream.archive;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.Parsed;

/// Notes when something was last said in direct rooms, which lists of conversations are sorted by. One statement for
/// a slice, and none where it has no message of a direct room.
final class ActivityRows {

    /// Notes the messages of a slice, in the transaction that stores them.
    Mono<Void> note(Connection connection, List<Parsed.Event> events) {
        Map<String, Long> newest = newest(events);
        if (newest.isEmpty()) {
            return Mono.empty();
        }
        Statement statement =
                connection.createStatement("UPDATE conversation_seats SET last_at = GREATEST(last_at, CASE room_id"
                        + " WHEN ? THEN ?".repeat(newest.size()) + " ELSE last_at END) WHERE room_id IN ("
                        + String.join(",", Collections.nCopies(newest.size(), "?")) + ')');
        int at = 0;
        for (Map.Entry<String, Long> room : newest.entrySet()) {
            statement.bind(at++, room.getKey()).bind(at++, room.getValue());
        }
        for (String room : newest.keySet()) {
            statement.bind(at++, room);
        }
        return Flux.<Result>from(statement.execute())
                .flatMap(Result::getRowsUpdated)
                .then();
    }

    /// In the order of the ids, in which every replica locks the rows.
    private static Map<String, Long> newest(List<Parsed.Event> events) {
        var newest = new TreeMap<String, Long>();
        for (Parsed.Event event : events) {
            if (event.entry().type().equals("message") && event.entry().room().isDirect()) {
                newest.merge(event.entry().room().value(), event.entry().at(), Math::max);
            }
        }
        return newest;
    }
}
