package spate.api.privacy;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.replay.ShownEvents;

/// Viewers who left, and what is still there of them. Thread-safe. Each statement touches a bounded number of rows.
final class ErasureRows {

    private static final int ROWS_MAX = 500;

    /// What nobody but the viewer needs.
    private static final List<String> OWN = List.of(
            "DELETE FROM sign_ins WHERE viewer_id = :viewer",
            "DELETE FROM blocks WHERE viewer_id = :viewer",
            "DELETE FROM blocks WHERE blocked_id = :viewer",
            "DELETE FROM room_roles WHERE viewer_id = :viewer",
            "DELETE FROM unban_requests WHERE viewer_id = :viewer",
            "DELETE FROM held_messages WHERE author_id = :viewer",
            "DELETE FROM room_viewer_hours WHERE viewer_id = :viewer",
            "UPDATE donations SET text = NULL WHERE donor_id = :viewer AND text IS NOT NULL",
            "UPDATE audit SET detail = '' WHERE actor_id = :viewer AND action IN ('notice', 'webhook', 'webhook_change',"
                    + " 'webhook_out') AND detail <> ''");

    private final DatabaseClient database;

    ErasureRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> begin(String viewer, long now) {
        return database.sql("INSERT INTO erasures (viewer_id, asked_at, next_at) VALUES (:viewer, :now, :now)")
                .bind("viewer", viewer)
                .bind("now", now)
                .then()
                .then(database.sql("DELETE FROM viewers WHERE id = :viewer")
                        .bind("viewer", viewer)
                        .then());
    }

    /// Whose turn it is, at most `limit`.
    Mono<List<Erasure>> due(long now, int limit) {
        return database.sql(
                        "SELECT viewer_id, looks FROM erasures WHERE next_at <= :now ORDER BY next_at LIMIT " + limit)
                .bind("now", now)
                .map(row -> new Erasure(text(row, "viewer_id"), number(row, "looks")))
                .all()
                .collectList();
    }

    Mono<Void> lookAgain(String viewer, long looks, long at) {
        return database.sql("UPDATE erasures SET looks = :looks, next_at = :at WHERE viewer_id = :viewer")
                .bind("looks", looks)
                .bind("at", at)
                .bind("viewer", viewer)
                .then();
    }

    /// Has what came to the rooms since they were looked through looked through too.
    Mono<Void> lookOn(String viewer) {
        return database.sql("UPDATE erasure_rooms SET done = 0 WHERE viewer_id = :viewer AND done = 1")
                .bind("viewer", viewer)
                .then();
    }

    Mono<Void> end(String viewer) {
        return database.sql("DELETE FROM erasure_rooms WHERE viewer_id = :viewer")
                .bind("viewer", viewer)
                .then()
                .then(database.sql("DELETE FROM erasures WHERE viewer_id = :viewer")
                        .bind("viewer", viewer)
                        .then());
    }

    /// Remembers every room in which a viewer did something.
    Mono<Void> findRooms(String viewer) {
        return database.sql("INSERT IGNORE INTO erasure_rooms (viewer_id, room_id)"
                        + " SELECT DISTINCT :viewer, room_id FROM room_events WHERE author_id = :viewer")
                .bind("viewer", viewer)
                .then()
                .then(database.sql("INSERT IGNORE INTO erasure_rooms (viewer_id, room_id)"
                                + " SELECT :viewer, room_id FROM room_roles WHERE viewer_id = :viewer")
                        .bind("viewer", viewer)
                        .then());
    }

    /// Rooms in which a message of a viewer is shown, at most `limit`.
    Mono<List<RoomId>> roomsThatShow(String viewer, int limit) {
        return rooms(
                "SELECT DISTINCT e.room_id FROM room_events e WHERE e.author_id = :viewer AND e.type = 'message' AND "
                        + ShownEvents.CONDITION + " LIMIT " + limit,
                viewer);
    }

    /// Rooms that a viewer leaves to nobody, and direct rooms with the viewer, that are not closed, at most `limit`.
    Mono<List<RoomId>> roomsToClose(String viewer, int limit) {
        return rooms(
                "SELECT id AS room_id FROM rooms WHERE owner_id = :viewer AND (closed_at IS NULL OR title <> ''"
                        + " OR description <> '' OR tags <> '[]') UNION SELECT s.room_id FROM conversation_seats s"
                        + " JOIN rooms r ON r.id = s.room_id WHERE s.viewer_id = :viewer AND r.closed_at IS NULL LIMIT "
                        + limit,
                viewer);
    }

    /// Rooms that a viewer likes or follows, at most `limit`.
    Mono<List<RoomId>> favourites(String table, String viewer, int limit) {
        return rooms("SELECT room_id FROM " + table + " WHERE viewer_id = :viewer LIMIT " + limit, viewer);
    }

    private Mono<List<RoomId>> rooms(String select, String viewer) {
        return database.sql(select)
                .bind("viewer", viewer)
                .map(row -> new RoomId(text(row, "room_id")))
                .all()
                .collectList();
    }

    /// Bots of a viewer's rooms, at most `limit`.
    Mono<List<Bot>> bots(String viewer, int limit) {
        return database.sql("SELECT b.id, b.token_id FROM bots b JOIN rooms r ON r.id = b.room_id"
                        + " WHERE r.owner_id = :viewer LIMIT " + limit)
                .bind("viewer", viewer)
                .map(row -> new Bot(text(row, "id"), text(row, "token_id")))
                .all()
                .collectList();
    }

    /// Takes bots away: their tokens open nothing any more.
    Mono<Void> deleteBots(List<Bot> bots) {
        return database.sql("DELETE FROM bots WHERE id IN (:bots)")
                .bind("bots", bots.stream().map(Bot::id).toList())
                .then();
    }

    /// Webhooks of a viewer's rooms, at most `limit`.
    Mono<List<String>> webhooks(String viewer, int limit) {
        return database.sql("SELECT w.id FROM webhooks w JOIN rooms r ON r.id = w.room_id"
                        + " WHERE r.owner_id = :viewer LIMIT " + limit)
                .bind("viewer", viewer)
                .map(row -> text(row, "id"))
                .all()
                .collectList();
    }

    /// Takes webhooks away: first where they lead and what signs, so that nothing is sent any more, then some of
    /// their deliveries, and the rest when those are gone.
    ///
    /// @return whether there are more deliveries
    Mono<Boolean> deleteWebhooks(List<String> webhooks) {
        return changed(
                        "UPDATE webhooks SET url = '', secret = '', state = 'paused', leased_until = 0"
                                + " WHERE id IN (:webhooks) AND url <> ''",
                        webhooks)
                .then(changed(
                        "DELETE FROM webhook_deliveries WHERE webhook_id IN (:webhooks) LIMIT " + ROWS_MAX, webhooks))
                .map(deleted -> deleted >= ROWS_MAX)
                .flatMap(isMore -> isMore
                        ? Mono.just(true)
                        : changed("DELETE FROM webhooks WHERE id IN (:webhooks)", webhooks)
                                .thenReturn(false));
    }

    private Mono<Long> changed(String sql, List<String> webhooks) {
        return database.sql(sql).bind("webhooks", webhooks).fetch().rowsUpdated();
    }

    /// Deletes some of what nobody else needs.
    ///
    /// @return whether there may be more
    Mono<Boolean> deleteOwn(String viewer) {
        return Flux.fromIterable(OWN)
                .concatMap(sql -> database.sql(sql + " LIMIT " + ROWS_MAX)
                        .bind("viewer", viewer)
                        .fetch()
                        .rowsUpdated())
                .any(changed -> changed >= ROWS_MAX);
    }

    /// The next room of a viewer that is to be looked through, or empty.
    Mono<Place> nextRoom(String viewer) {
        return database.sql("SELECT room_id, epoch_ordinal, log_offset FROM erasure_rooms WHERE viewer_id = :viewer"
                        + " AND done = 0 ORDER BY room_id LIMIT 1")
                .bind("viewer", viewer)
                .map(row -> new Place(
                        new RoomId(text(row, "room_id")), number(row, "epoch_ordinal"), number(row, "log_offset")))
                .one();
    }

    Mono<Void> lookedThrough(String viewer, Place to, boolean isDone) {
        return database.sql("UPDATE erasure_rooms SET epoch_ordinal = :ordinal, log_offset = :offset, done = :done"
                        + " WHERE viewer_id = :viewer AND room_id = :room")
                .bind("ordinal", to.ordinal())
                .bind("offset", to.offset())
                .bind("done", isDone ? 1 : 0)
                .bind("viewer", viewer)
                .bind("room", to.room().value())
                .then();
    }

    /// Events after a place, at most `limit`, in order.
    Mono<List<Event>> after(Place place, int limit) {
        return database.sql("SELECT epoch_ordinal, log_offset, event_id, type, author_id, body FROM room_events"
                        + " WHERE room_id = :room AND hidden = 0 AND (epoch_ordinal > :ordinal"
                        + " OR (epoch_ordinal = :ordinal AND log_offset > :offset))"
                        + " ORDER BY epoch_ordinal, log_offset LIMIT " + limit)
                .bind("room", place.room().value())
                .bind("ordinal", place.ordinal())
                .bind("offset", place.offset())
                .map(row -> new Event(
                        new Place(place.room(), number(row, "epoch_ordinal"), number(row, "log_offset")),
                        text(row, "event_id"),
                        text(row, "type"),
                        text(row, "body")))
                .all()
                .collectList();
    }

    /// Which of these messages are a viewer's.
    Mono<Set<String>> ownAmong(RoomId room, String viewer, Collection<String> messages) {
        return messages.isEmpty()
                ? Mono.just(Set.of())
                : database.sql("SELECT event_id FROM room_events WHERE room_id = :room AND event_id IN (:events)"
                                + " AND author_id = :viewer")
                        .bind("room", room.value())
                        .bind("events", List.copyOf(messages))
                        .bind("viewer", viewer)
                        .map(row -> text(row, "event_id"))
                        .all()
                        .collect(Collectors.toSet());
    }

    /// Changes an event, but where it was changed meanwhile: it will be looked at again.
    Mono<Void> rewrite(Event event, String body) {
        return database.sql("UPDATE room_events SET body = :body WHERE room_id = :room AND event_id = :event"
                        + " AND hidden = 0 AND body = :was")
                .bind("body", body)
                .bind("was", event.body())
                .bind("room", event.place().room().value())
                .bind("event", event.id())
                .then();
    }

    /// What messages that wait in a room answer, after one of them, at most `limit`, in order.
    Mono<List<HeldReply>> heldReplies(RoomId room, String after, int limit) {
        return database.sql("SELECT event_id, reply_to FROM held_messages WHERE room_id = :room AND event_id > :after"
                        + " AND reply_to IS NOT NULL ORDER BY event_id LIMIT " + limit)
                .bind("room", room.value())
                .bind("after", after)
                .map(row -> new HeldReply(room, text(row, "event_id"), text(row, "reply_to")))
                .all()
                .collectList();
    }

    /// Writes what a message answers that still waits.
    Mono<Void> rewrite(HeldReply held, String reply) {
        return database.sql("UPDATE held_messages SET reply_to = :reply WHERE room_id = :room AND event_id = :event"
                        + " AND reply_to IS NOT NULL")
                .bind("reply", reply)
                .bind("room", held.room().value())
                .bind("event", held.event())
                .then();
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        Number number = row.get(column, Number.class);
        return Objects.requireNonNull(number).longValue();
    }

    /// Somebody who left.
    ///
    /// @param looks how often everything was looked through
    record Erasure(String viewer, long looks) {}

    /// A bot.
    ///
    /// @param signIn that its sessions name
    record Bot(String id, String signIn) {}

    /// A place in a room's history.
    record Place(RoomId room, long ordinal, long offset) {}

    /// What a message that waits answers.
    ///
    /// @param event id of the message that waits
    /// @param reply JSON
    record HeldReply(RoomId room, String event, String reply) {}

    /// An event as it is stored.
    record Event(Place place, String id, String type, String body) {}
}
