package spate.api.outbox;

import java.nio.charset.StandardCharsets;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogEntry;

/// Takes events that must reach the log. Thread-safe.
public final class Outbox {

    private final DatabaseClient database;
    private final OutboxTicks ticks;

    Outbox(DatabaseClient database, OutboxTicks ticks) {
        this.database = database;
        this.ticks = ticks;
    }

    /// Adds an event. To be called in the transaction of the change that the event tells of, after the row of the
    /// room was locked in it: then the events of a room reach the log in the order of the changes.
    public Mono<Void> add(LogEntry entry) {
        var insert = database.sql("INSERT INTO outbox (room_id, event_id, type, author_id, at, body)"
                        + " VALUES (:room, :event, :type, :author, :at, :body)")
                .bind("room", entry.room().value())
                .bind("event", entry.id().value())
                .bind("type", entry.type())
                .bind("at", entry.at())
                .bind("body", new String(entry.body(), StandardCharsets.UTF_8));
        String author = entry.author();
        return (author == null ? insert.bindNull("author", String.class) : insert.bind("author", author)).then();
    }

    /// Says that a transaction with an event was committed, so that the relay need not wait for its next look.
    public void wake() {
        ticks.wake();
    }
}
