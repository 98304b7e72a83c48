package spate.api.webhook;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// Webhooks and their deliveries as their owner handles them. Thread-safe.
final class WebhookRows {

    private static final String WEBHOOKS =
            "SELECT number, id, url, types, state, failures, version, created_at FROM webhooks";
    private static final String DELIVERIES = "SELECT number, id, state, events, attempts, status, error, created_at,"
            + " attempted_at, took_millis FROM webhook_deliveries";

    private final DatabaseClient database;

    WebhookRows(DatabaseClient database) {
        this.database = database;
    }

    /// Adds a webhook that stands behind everything that the archive has of the room now.
    Mono<Void> add(RoomId room, Webhook webhook, String secret, String by) {
        return newest(room)
                .flatMap(place -> database.sql("INSERT INTO webhooks (id, room_id, url, types, secret, state, version,"
                                + " created_by, created_at, epoch_ordinal, log_offset) VALUES (:id, :room, :url, :types,"
                                + " :secret, :state, :version, :by, :at, :ordinal, :offset)")
                        .bind("id", webhook.id())
                        .bind("room", room.value())
                        .bind("url", webhook.url())
                        .bind("types", String.join(",", webhook.events()))
                        .bind("secret", secret)
                        .bind("state", webhook.state())
                        .bind("version", webhook.version())
                        .bind("by", by)
                        .bind("at", webhook.createdAt())
                        .bind("ordinal", place.ordinal())
                        .bind("offset", place.offset())
                        .then());
    }

    private Mono<Place> newest(RoomId room) {
        return database.sql("SELECT epoch_ordinal, log_offset FROM room_events WHERE room_id = :room"
                        + " ORDER BY epoch_ordinal DESC, log_offset DESC LIMIT 1")
                .bind("room", room.value())
                .map(row -> new Place((int) number(row, "epoch_ordinal"), number(row, "log_offset")))
                .one()
                .defaultIfEmpty(Place.START);
    }

    Mono<Long> count(RoomId room) {
        return database.sql("SELECT COUNT(*) AS webhooks FROM webhooks WHERE room_id = :room")
                .bind("room", room.value())
                .map(row -> number(row, "webhooks"))
                .one();
    }

    Mono<Webhook> find(RoomId room, String id) {
        return database.sql(WEBHOOKS + " WHERE id = :id AND room_id = :room")
                .bind("id", id)
                .bind("room", room.value())
                .map(WebhookRows::webhook)
                .one();
    }

    /// The webhooks of a room in the order in which they were made, and one more than `limit` where there
    /// are more.
    Mono<List<Webhook>> page(RoomId room, @Nullable PageCursor after, int limit) {
        return database.sql(
                        WEBHOOKS + " WHERE room_id = :room AND number > :after ORDER BY number LIMIT " + (limit + 1))
                .bind("room", room.value())
                .bind("after", after == null ? 0L : after.number())
                .map(WebhookRows::webhook)
                .all()
                .collectList();
    }

    /// Writes what can change. Whoever serves it just now loses the lease.
    Mono<Void> change(Webhook webhook) {
        return database.sql("UPDATE webhooks SET url = :url, types = :types, state = :state, failures = :failures,"
                        + " version = :version, next_at = 0, leased_until = 0 WHERE id = :id")
                .bind("url", webhook.url())
                .bind("types", String.join(",", webhook.events()))
                .bind("state", webhook.state())
                .bind("failures", webhook.failures())
                .bind("version", webhook.version())
                .bind("id", webhook.id())
                .then();
    }

    Mono<Void> delete(String id) {
        return database.sql("DELETE FROM webhooks WHERE id = :id")
                .bind("id", id)
                .then()
                .then(database.sql("DELETE FROM webhook_deliveries WHERE webhook_id = :id")
                        .bind("id", id)
                        .then());
    }

    /// The deliveries of a webhook, the newest first, and one more than `limit` where there are more.
    Mono<List<Delivery>> deliveries(String webhook, @Nullable PageCursor before, int limit) {
        return database.sql(DELIVERIES + " WHERE webhook_id = :webhook AND number < :before ORDER BY number DESC LIMIT "
                        + (limit + 1))
                .bind("webhook", webhook)
                .bind("before", before == null ? Long.MAX_VALUE : before.number())
                .map(WebhookRows::delivery)
                .all()
                .collectList();
    }

    Mono<Delivery> delivery(String webhook, String id) {
        return database.sql(DELIVERIES + " WHERE id = :id AND webhook_id = :webhook")
                .bind("id", id)
                .bind("webhook", webhook)
                .map(WebhookRows::delivery)
                .one();
    }

    /// Has a delivery tried from the beginning, before all that come later.
    Mono<Void> retry(String webhook, String id) {
        return database.sql("UPDATE webhook_deliveries SET state = 'pending', attempts = 0 WHERE id = :id")
                .bind("id", id)
                .then()
                .then(database.sql("UPDATE webhooks SET next_at = 0 WHERE id = :id")
                        .bind("id", webhook)
                        .then());
    }

    private static Webhook webhook(Readable row) {
        return new Webhook(
                number(row, "number"),
                text(row, "id"),
                text(row, "url"),
                List.copyOf(EventTypes.split(text(row, "types"))),
                text(row, "state"),
                (int) number(row, "failures"),
                number(row, "version"),
                number(row, "created_at"));
    }

    private static Delivery delivery(Readable row) {
        return new Delivery(
                number(row, "number"),
                text(row, "id"),
                text(row, "state"),
                (int) number(row, "events"),
                (int) number(row, "attempts"),
                row.get("status", Integer.class),
                row.get("error", String.class),
                number(row, "created_at"),
                row.get("attempted_at", Long.class),
                row.get("took_millis", Long.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
