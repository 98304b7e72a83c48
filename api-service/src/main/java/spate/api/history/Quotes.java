package spate.api.history;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.replay.ShownEvents;

/// Words of messages that replies quote outside of the archive: in the pin of a room, and in messages that wait for its
/// moderators. They go in the transaction of the decision. Thread-safe.
public final class Quotes {

    private static final String PIN = "UPDATE pins e SET e.body = " + ShownEvents.WITHOUT_QUOTE
            + " WHERE e.room_id = :room AND INSTR(e.body, :quoted) > 0";
    private static final String HELD = "UPDATE held_messages SET reply_to = JSON_SET(reply_to, '$.excerpt', '')"
            + " WHERE room_id = :room AND state = 'open' AND INSTR(reply_to, :quoted) > 0";

    private final DatabaseClient database;

    public Quotes(DatabaseClient database) {
        this.database = database;
    }

    /// Takes out what is quoted of a message.
    public Mono<Void> forgetMessage(RoomId room, String event) {
        String id = "\"id\":\"" + event + '"';
        return forget(room, "\"replyTo\":{" + id, id);
    }

    /// Takes out what is quoted of a viewer's messages.
    public Mono<Void> forgetOf(RoomId room, String viewer) {
        String by = "\"by\":\"" + viewer + '"';
        return forget(room, by, by);
    }

    private Mono<Void> forget(RoomId room, String inPin, String inHeld) {
        return update(PIN, room, inPin).then(update(HELD, room, inHeld));
    }

    private Mono<Void> update(String sql, RoomId room, String quoted) {
        return database.sql(sql)
                .bind("room", room.value())
                .bind("quoted", quoted)
                .then();
    }
}
