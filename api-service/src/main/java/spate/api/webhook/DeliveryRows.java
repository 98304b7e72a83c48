package spate.api.webhook;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.replay.ShownEvents;

/// What serving webhooks reads and writes. Every write asks for the lease in its transaction, so a replica
/// that was away for too long changes nothing. Thread-safe.
final class DeliveryRows {

    private static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";
    private static final String BEHIND = "SELECT 1 FROM room_events e WHERE e.room_id = w.room_id AND ";
    private static final String DUE = "SELECT w.id FROM webhooks w WHERE w.state = 'active' AND w.next_at <= " + NOW
            + " AND w.leased_until < " + NOW + " AND (EXISTS (" + BEHIND
            + "e.epoch_ordinal = w.epoch_ordinal AND e.log_offset > w.log_offset) OR EXISTS (" + BEHIND
            + "e.epoch_ordinal > w.epoch_ordinal) OR EXISTS (SELECT 1 FROM webhook_deliveries d"
            + " WHERE d.webhook_id = w.id AND d.state = 'pending')) ORDER BY w.next_at, w.number LIMIT ";
    private static final String FOUND =
            "SELECT e.epoch_ordinal, e.log_offset, e.type, LENGTH(e.body) AS bytes, CASE WHEN " + ShownEvents.CONDITION
                    + " THEN 1 ELSE 0 END AS shown FROM room_events e WHERE e.room_id = :room AND ";
    private static final String ORDER = " ORDER BY e.epoch_ordinal, e.log_offset LIMIT ";

    /// How much of the archive is looked at for one delivery.
    private static final int FOUND_MAX = 500;

    private static final int SWEEP_MAX = 1_000;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    DeliveryRows(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /// Webhooks that there is something to send to now and nobody serves.
    Mono<List<String>> due(int most) {
        return database.sql(DUE + most).map(row -> text(row, "id")).all().collectList();
    }

    /// Takes the lease of a webhook; empty where it is not to be served now.
    Mono<Served> claim(String id, Duration lease) {
        return database.sql("UPDATE webhooks SET leased_until = " + NOW + " + :lease WHERE id = :id"
                        + " AND state = 'active' AND leased_until < " + NOW + " AND next_at <= " + NOW)
                .bind("lease", lease.toMillis())
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(
                        _ -> database.sql("SELECT id, room_id, url, secret, types, epoch_ordinal, log_offset, failures,"
                                        + " leased_until FROM webhooks WHERE id = :id")
                                .bind("id", id)
                                .map(DeliveryRows::served)
                                .one());
    }

    /// Gives the lease back.
    Mono<Void> release(Served webhook) {
        return database.sql("UPDATE webhooks SET leased_until = 0 WHERE id = :id AND leased_until = :lease")
                .bind("id", webhook.id())
                .bind("lease", webhook.lease())
                .then();
    }

    /// The oldest delivery that waits.
    Mono<Waiting> waiting(Served webhook) {
        return database.sql("SELECT id, types, from_ordinal, from_offset, to_ordinal, to_offset, attempts"
                        + " FROM webhook_deliveries WHERE webhook_id = :id AND state = 'pending'"
                        + " ORDER BY number LIMIT 1")
                .bind("id", webhook.id())
                .map(DeliveryRows::delivery)
                .one();
    }

    /// What the archive has behind the webhook's place, in order.
    Mono<List<Stretch.Found>> behind(Served webhook) {
        return found(webhook, "e.epoch_ordinal = :ordinal AND e.log_offset > :offset", true)
                .filter(found -> !found.isEmpty())
                .switchIfEmpty(found(webhook, "e.epoch_ordinal > :ordinal", false));
    }

    private Mono<List<Stretch.Found>> found(Served webhook, String side, boolean hasOffset) {
        var select = database.sql(FOUND + side + ORDER + FOUND_MAX)
                .bind("room", webhook.room().value())
                .bind("ordinal", webhook.place().ordinal());
        if (hasOffset) {
            select = select.bind("offset", webhook.place().offset());
        }
        return select.map(row -> new Stretch.Found(
                        new Place((int) number(row, "epoch_ordinal"), number(row, "log_offset")),
                        text(row, "type"),
                        number(row, "shown") != 0,
                        number(row, "bytes")))
                .all()
                .collectList();
    }

    /// Goes on to another place, with a delivery of what lies between where there is anything to deliver.
    ///
    /// @return the webhook at its new place; empty where the lease is lost
    Mono<Served> advance(Served webhook, Stretch stretch, long now) {
        Mono<Void> add = stretch.events() == 0 ? Mono.empty() : add(webhook, stretch, now);
        return database.sql("UPDATE webhooks SET epoch_ordinal = :ordinal, log_offset = :offset"
                        + " WHERE id = :id AND leased_until = :lease")
                .bind("ordinal", stretch.to().ordinal())
                .bind("offset", stretch.to().offset())
                .bind("id", webhook.id())
                .bind("lease", webhook.lease())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(_ -> add.thenReturn(webhook.at(stretch.to())))
                .as(transaction::transactional);
    }

    private Mono<Void> add(Served webhook, Stretch stretch, long now) {
        return database.sql("INSERT INTO webhook_deliveries (id, webhook_id, state, types, from_ordinal, from_offset,"
                        + " to_ordinal, to_offset, events, created_at) VALUES (:id, :webhook, 'pending', :types, :fromOrdinal,"
                        + " :fromOffset, :toOrdinal, :toOffset, :events, :now)")
                .bind("id", EventId.random().value())
                .bind("webhook", webhook.id())
                .bind("types", EventTypes.join(webhook.types()))
                .bind("fromOrdinal", webhook.place().ordinal())
                .bind("fromOffset", webhook.place().offset())
                .bind("toOrdinal", stretch.to().ordinal())
                .bind("toOffset", stretch.to().offset())
                .bind("events", stretch.events())
                .bind("now", now)
                .then();
    }

    /// The JSON of the events of a delivery that are shown now, in order. A message is out from the moment
    /// in which it was decided so, though the archive hears of that later.
    Mono<List<String>> events(RoomId room, Waiting delivery) {
        return database.sql("SELECT " + ShownEvents.BODY + " FROM room_events e WHERE e.room_id = :room AND "
                        + ShownEvents.CONDITION
                        + " AND (e.epoch_ordinal > :fromOrdinal OR e.epoch_ordinal = :fromOrdinal"
                        + " AND e.log_offset > :fromOffset)"
                        + " AND (e.epoch_ordinal < :toOrdinal OR e.epoch_ordinal = :toOrdinal"
                        + " AND e.log_offset <= :toOffset)"
                        + " AND e.epoch_ordinal BETWEEN :fromOrdinal AND :toOrdinal AND e.type IN (:types)"
                        + " AND NOT EXISTS (SELECT 1 FROM removals r WHERE r.room_id = e.room_id"
                        + " AND r.event_id = e.event_id)" + ORDER
                        + FOUND_MAX)
                .bind("room", room.value())
                .bind("fromOrdinal", delivery.from().ordinal())
                .bind("fromOffset", delivery.from().offset())
                .bind("toOrdinal", delivery.to().ordinal())
                .bind("toOffset", delivery.to().offset())
                .bind("types", delivery.types())
                .map(row -> text(row, "body"))
                .all()
                .collectList();
    }

    /// Notes what came of an attempt.
    ///
    /// @param after what becomes of delivery and webhook
    /// @return whether the lease still held
    Mono<Boolean> done(Served webhook, Waiting delivery, Outcome outcome, Verdict after, long now) {
        return database.sql("UPDATE webhooks SET failures = :failures, state = :state, next_at = :wait + " + NOW
                        + " WHERE id = :id AND leased_until = :lease")
                .bind("failures", after.failures())
                .bind("state", after.isDisabled() ? Webhook.DISABLED : Webhook.ACTIVE)
                .bind("wait", after.waitMillis())
                .bind("id", webhook.id())
                .bind("lease", webhook.lease())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(_ -> attempted(delivery, outcome, after, now).thenReturn(true))
                .defaultIfEmpty(false)
                .as(transaction::transactional);
    }

    private Mono<Void> attempted(Waiting delivery, Outcome outcome, Verdict after, long now) {
        var update = database.sql(
                        "UPDATE webhook_deliveries SET state = :state, attempts = :attempts, status = :status,"
                                + " error = :error, attempted_at = :now, took_millis = :took WHERE id = :id")
                .bind("state", after.state())
                .bind("attempts", delivery.attempts() + 1)
                .bind("now", now)
                .bind("took", outcome.tookMillis())
                .bind("id", delivery.id());
        @Nullable Integer status = outcome.status();
        @Nullable String error = outcome.error();
        update = status == null ? update.bindNull("status", Integer.class) : update.bind("status", status);
        update = error == null ? update.bindNull("error", String.class) : update.bind("error", error);
        return update.then();
    }

    /// Forgets deliveries that are older than a time and do not wait, a thousand at most.
    Mono<Long> forgetBefore(long time) {
        return database.sql("DELETE FROM webhook_deliveries WHERE created_at < :time AND state <> 'pending' LIMIT "
                        + SWEEP_MAX)
                .bind("time", time)
                .fetch()
                .rowsUpdated();
    }

    /// Forgets the oldest deliveries of a webhook above a number, a thousand at most.
    Mono<Long> forgetAbove(String webhook, int most) {
        return database.sql("SELECT number FROM webhook_deliveries WHERE webhook_id = :id ORDER BY number DESC"
                        + " LIMIT 1 OFFSET " + most)
                .bind("id", webhook)
                .map(row -> number(row, "number"))
                .one()
                .flatMap(last -> database.sql("DELETE FROM webhook_deliveries WHERE webhook_id = :id"
                                + " AND number <= :last AND state <> 'pending' LIMIT " + SWEEP_MAX)
                        .bind("id", webhook)
                        .bind("last", last)
                        .fetch()
                        .rowsUpdated())
                .defaultIfEmpty(0L);
    }

    private static Served served(Readable row) {
        return new Served(
                text(row, "id"),
                new RoomId(text(row, "room_id")),
                text(row, "url"),
                text(row, "secret"),
                EventTypes.split(text(row, "types")),
                new Place((int) number(row, "epoch_ordinal"), number(row, "log_offset")),
                (int) number(row, "failures"),
                number(row, "leased_until"));
    }

    private static Waiting delivery(Readable row) {
        return new Waiting(
                text(row, "id"),
                EventTypes.split(text(row, "types")),
                new Place((int) number(row, "from_ordinal"), number(row, "from_offset")),
                new Place((int) number(row, "to_ordinal"), number(row, "to_offset")),
                (int) number(row, "attempts"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
