package spate.api.payment;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.money.RequestKey;

/// Top-ups, and what providers told of them. Thread-safe.
final class TopUpRows {

    private static final String SELECT =
            "SELECT id, viewer_id, amount, currency, provider, state, checkout, created_at FROM topups";

    private final DatabaseClient database;

    TopUpRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(TopUp topUp, RequestKey key) {
        return database.sql("INSERT INTO topups (id, viewer_id, amount, currency, provider, state, request_key,"
                        + " created_at) VALUES (:id, :viewer, :amount, :currency, :provider, :state, :key, :at)")
                .bind("id", topUp.id())
                .bind("viewer", topUp.viewer())
                .bind("amount", topUp.amount())
                .bind("currency", topUp.currency())
                .bind("provider", topUp.provider())
                .bind("state", topUp.state())
                .bind("key", key.value())
                .bind("at", topUp.at())
                .then();
    }

    Mono<TopUp> find(String id) {
        return database.sql(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map(TopUpRows::topUp)
                .one();
    }

    /// What the viewer asked for under a key.
    Mono<TopUp> find(String viewer, RequestKey key) {
        return database.sql(SELECT + " WHERE viewer_id = :viewer AND request_key = :key")
                .bind("viewer", viewer)
                .bind("key", key.value())
                .map(TopUpRows::topUp)
                .one();
    }

    Mono<Void> setCheckout(String id, String checkout) {
        return database.sql("UPDATE topups SET checkout = :checkout WHERE id = :id")
                .bind("checkout", checkout)
                .bind("id", id)
                .then();
    }

    Mono<Void> settle(String id, String state, long at) {
        return database.sql("UPDATE topups SET state = :state, settled_at = :at WHERE id = :id")
                .bind("state", state)
                .bind("at", at)
                .bind("id", id)
                .then();
    }

    /// Notes that a provider told something; whether it was told for the first time.
    Mono<Boolean> note(String provider, PaymentEvent event, long at) {
        return database.sql("INSERT IGNORE INTO payment_events (provider, event_id, topup_id, outcome, at)"
                        + " VALUES (:provider, :event, :topup, :outcome, :at)")
                .bind("provider", provider)
                .bind("event", event.id())
                .bind("topup", event.topUp())
                .bind("outcome", event.outcome().word())
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .map(inserted -> inserted > 0);
    }

    private static TopUp topUp(Readable row) {
        return new TopUp(
                text(row, "id"),
                text(row, "viewer_id"),
                number(row, "amount"),
                text(row, "currency"),
                text(row, "provider"),
                text(row, "state"),
                row.get("checkout", String.class),
                number(row, "created_at"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
