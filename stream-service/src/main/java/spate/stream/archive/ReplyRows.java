package spate.stream.archive;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.Quote;
import spate.rooms.log.LogEntry;
import spate.rooms.log.Parsed;
import spate.rooms.replay.ShownEvents;

/// Replies among what the archive stores: which words they quote, and that they do not where these are hidden. Slices
/// without replies cost nothing.
final class ReplyRows {

    private static final String SHOWN = "SELECT e.room_id, e.event_id, e.author_id FROM room_events e WHERE "
            + ShownEvents.CONDITION + " AND (e.room_id, e.event_id) IN (";
    private static final String NOTE =
            "INSERT IGNORE INTO reply_events (room_id, event_id, target_id, author_id) VALUES ";
    private static final String EMPTY = "UPDATE room_events e SET e.body = " + ShownEvents.WITHOUT_QUOTE
            + " WHERE e.hidden = 0 AND (e.room_id, e.event_id) IN (";
    private static final String EMPTY_REPLIES = "UPDATE room_events e JOIN reply_events q ON q.room_id = e.room_id"
            + " AND q.event_id = e.event_id SET e.body = " + ShownEvents.WITHOUT_QUOTE
            + " WHERE q.room_id = ? AND q.target_id = ? AND e.hidden = 0";
    private static final String FORGET_REPLIES = "DELETE FROM reply_events WHERE room_id = ? AND target_id = ?";

    /// An event, or a message, of a room.
    private record Key(RoomId room, String id) {}

    /// An event that quotes.
    private record Reply(Parsed.Event event, Key target) {
        Key key() {
            return new Key(event.entry().room(), event.entry().id().value());
        }
    }

    private ReplyRows() {}

    /// Notes which of the events just stored quote what, and empties those whose message is not shown, by what was
    /// decided up to the end of the slice. Comes with the events as they are shown.
    static Mono<List<Parsed.Event>> store(Connection connection, List<Parsed.Event> events) {
        List<Reply> replies =
                events.stream().flatMap(event -> reply(event).stream()).toList();
        return replies.isEmpty()
                ? Mono.just(events)
                : authors(connection, replies).flatMap(authors -> store(connection, events, replies, authors));
    }

    private static Mono<List<Parsed.Event>> store(
            Connection connection, List<Parsed.Event> events, List<Reply> replies, Map<Key, Optional<String>> authors) {
        List<Reply> quoting = new ArrayList<>();
        Map<Parsed.Event, Parsed.Event> emptied = new HashMap<>();
        List<Key> hidden = new ArrayList<>();
        for (Reply reply : replies) {
            if (authors.containsKey(reply.target())) {
                quoting.add(reply);
            } else {
                emptied.put(reply.event(), emptied(reply.event()));
                hidden.add(reply.key());
            }
        }
        return note(connection, quoting, authors)
                .then(empty(connection, hidden))
                .thenReturn(events.stream()
                        .map(event -> emptied.getOrDefault(event, event))
                        .toList());
    }

    /// Takes the words of a message that was removed out of everything that quotes them.
    static Mono<Void> forget(Connection connection, RoomId room, String target) {
        return Flux.just(EMPTY_REPLIES, FORGET_REPLIES)
                .concatMap(sql -> updated(
                        connection.createStatement(sql).bind(0, room.value()).bind(1, target)))
                .then();
    }

    private static Optional<Reply> reply(Parsed.Event event) {
        Quote quote = switch (event.entry().type()) {
            case "message", "pinned", "unpinned" -> Quote.in(event.entry().body());
            default -> null;
        };
        return quote == null
                ? Optional.empty()
                : EventId.parse(quote.message())
                        .map(target -> new Reply(event, new Key(event.entry().room(), target.value())));
    }

    private static Parsed.Event emptied(Parsed.Event event) {
        LogEntry entry = event.entry();
        var rest = new LogEntry(
                entry.room(), entry.id(), entry.type(), entry.author(), entry.at(), Quote.emptied(entry.body()));
        return new Parsed.Event(rest, event.partition(), event.offset());
    }

    /// Of the answered messages those that are shown, and who wrote them.
    private static Mono<Map<Key, Optional<String>>> authors(Connection connection, List<Reply> replies) {
        List<Key> targets = replies.stream().map(Reply::target).distinct().toList();
        return Flux.from(keyed(connection, SHOWN, targets).execute())
                .flatMap(result -> result.map(row -> Map.entry(
                        new Key(new RoomId(text(row, "room_id")), text(row, "event_id")),
                        Optional.ofNullable(row.get("author_id", String.class)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Mono<Void> note(Connection connection, List<Reply> replies, Map<Key, Optional<String>> authors) {
        if (replies.isEmpty()) {
            return Mono.empty();
        }
        Statement statement = connection.createStatement(NOTE + repeated("(?,?,?,?)", replies.size()));
        int at = 0;
        for (Reply reply : replies) {
            statement.bind(at++, reply.key().room().value());
            statement.bind(at++, reply.key().id());
            statement.bind(at++, reply.target().id());
            @Nullable
            String author =
                    authors.getOrDefault(reply.target(), Optional.empty()).orElse(null);
            if (author == null) {
                statement.bindNull(at++, String.class);
            } else {
                statement.bind(at++, author);
            }
        }
        return updated(statement);
    }

    private static Mono<Void> empty(Connection connection, List<Key> events) {
        return events.isEmpty() ? Mono.empty() : updated(keyed(connection, EMPTY, events));
    }

    private static Statement keyed(Connection connection, String sql, List<Key> keys) {
        Statement statement = connection.createStatement(sql + repeated("(?,?)", keys.size()) + ')');
        int at = 0;
        for (Key key : keys) {
            statement.bind(at++, key.room().value()).bind(at++, key.id());
        }
        return statement;
    }

    private static Mono<Void> updated(Statement statement) {
        return Flux.<Result>from(statement.execute())
                .flatMap(Result::getRowsUpdated)
                .then();
    }

    private static String text(Readable row, String column) {
        return String.valueOf(row.get(column, String.class));
    }

    private static String repeated(String group, int times) {
        return String.join(",", Collections.nCopies(times, group));
    }
}
