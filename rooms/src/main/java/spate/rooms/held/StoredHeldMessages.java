package spate.rooms.held;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import tools.jackson.databind.json.JsonMapper;

/// Messages that wait, in MySQL: it must not lose them, and moderators page through them.
final class StoredHeldMessages implements HeldMessages {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatabaseClient database;
    private final HeldProperties properties;

    StoredHeldMessages(DatabaseClient database, HeldProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    @Override
    public Mono<Outcome> hold(HeldMessage message) {
        return stateOf(message.room(), message.id())
                .switchIfEmpty(waiting(message)
                        .flatMap(waiting -> waiting >= properties.perRoomMax()
                                ? Mono.just(Outcome.FULL)
                                : insert(message).thenReturn(Outcome.HELD)))
                .timeout(TIMEOUT);
    }

    private Mono<Outcome> stateOf(RoomId room, EventId id) {
        return database.sql("SELECT state FROM held_messages WHERE room_id = :room AND event_id = :event")
                .bind("room", room.value())
                .bind("event", id.value())
                .map(row -> "refused".equals(row.get("state", String.class)) ? Outcome.REFUSED : Outcome.HELD)
                .one();
    }

    /// Counted without locks: posts of the same moment do not wait for each other.
    private Mono<Long> waiting(HeldMessage message) {
        return database.sql("SELECT COUNT(*) AS waiting FROM held_messages"
                        + " WHERE room_id = :room AND state = 'open' AND held_at > :since")
                .bind("room", message.room().value())
                .bind("since", message.at() - properties.life().toMillis())
                .map(row -> number(row.get("waiting", Number.class)))
                .one();
    }

    private Mono<Void> insert(HeldMessage message) {
        var insert = database.sql("INSERT IGNORE INTO held_messages (room_id, event_id, author_id, author_name,"
                        + " author_color, text, reply_to, held_at, state)"
                        + " VALUES (:room, :event, :author, :name, :color, :text, :reply, :at, 'open')")
                .bind("room", message.room().value())
                .bind("event", message.id().value())
                .bind("author", message.author().id())
                .bind("name", message.author().name())
                .bind("color", message.author().color())
                .bind("text", message.text())
                .bind("at", message.at());
        return (message.replyTo() == null
                        ? insert.bindNull("reply", String.class)
                        : insert.bind("reply", JSON.writeValueAsString(message.replyTo())))
                .then();
    }

    private static long number(@Nullable Number value) {
        return value == null ? 0 : value.longValue();
    }
}
