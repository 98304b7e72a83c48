package spate.api.donation;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.money.RequestKey;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// Donations. Thread-safe.
final class DonationRows {

    private static final String SELECT = "SELECT d.id, d.room_id, d.donor_id, v.display_name, d.owner_id, d.amount,"
            + " d.currency, d.tier, d.text, d.balance, d.state, d.at, d.request_digest FROM donations d"
            + " LEFT JOIN viewers v ON v.id = d.donor_id";

    private final DatabaseClient database;

    DonationRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(Kept kept, RequestKey key) {
        Donation donation = kept.donation();
        var insert = database.sql(
                        "INSERT INTO donations (id, room_id, donor_id, owner_id, amount, currency, tier, text,"
                                + " balance, state, at, request_key, request_digest) VALUES (:id, :room, :donor, :owner, :amount,"
                                + " :currency, :tier, :text, :balance, :state, :at, :key, :digest)")
                .bind("id", donation.id())
                .bind("room", donation.room())
                .bind("donor", donation.by().id())
                .bind("owner", kept.owner())
                .bind("amount", donation.amount())
                .bind("currency", donation.currency())
                .bind("tier", donation.tier())
                .bind("balance", kept.balance())
                .bind("state", donation.state())
                .bind("at", donation.at())
                .bind("key", key.value())
                .bind("digest", kept.digest());
        String text = donation.text();
        return (text == null ? insert.bindNull("text", String.class) : insert.bind("text", text)).then();
    }

    /// What the viewer gave under a key.
    Mono<Kept> find(String donor, RequestKey key) {
        return database.sql(SELECT + " WHERE d.donor_id = :donor AND d.request_key = :key")
                .bind("donor", donor)
                .bind("key", key.value())
                .map(DonationRows::kept)
                .one();
    }

    Mono<Kept> find(RoomId room, String id) {
        return database.sql(SELECT + " WHERE d.id = :id AND d.room_id = :room")
                .bind("id", id)
                .bind("room", room.value())
                .map(DonationRows::kept)
                .one();
    }

    /// Notes that a donation was given back; whether it was not before.
    Mono<Boolean> refund(String id, long at) {
        return database.sql("UPDATE donations SET state = 'refunded', refunded_at = :at"
                        + " WHERE id = :id AND state = 'paid'")
                .bind("at", at)
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(updated -> updated > 0);
    }

    /// Those of a room, the newest first, and one more than `limit` where there are more.
    Mono<List<Kept>> page(RoomId room, @Nullable PageCursor before, int limit) {
        String side = before == null ? "" : " AND (d.at < :number OR (d.at = :number AND d.id < :id))";
        var select = database.sql(SELECT + " WHERE d.room_id = :room" + side + " ORDER BY d.at DESC, d.id DESC LIMIT "
                        + (limit + 1))
                .bind("room", room.value());
        if (before != null) {
            select = select.bind("number", before.number()).bind("id", before.id());
        }
        return select.map(DonationRows::kept).all().collectList();
    }

    private static Kept kept(Readable row) {
        String name = row.get("display_name", String.class);
        var donation = new Donation(
                text(row, "id"),
                text(row, "room_id"),
                new Donation.By(text(row, "donor_id"), name == null ? "" : name),
                number(row, "amount"),
                text(row, "currency"),
                Math.toIntExact(number(row, "tier")),
                row.get("text", String.class),
                number(row, "at"),
                text(row, "state"));
        return new Kept(donation, text(row, "owner_id"), number(row, "balance"), text(row, "request_digest"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    /// A donation with what not everyone sees.
    ///
    /// @param owner who received it
    /// @param balance of the donor after it
    /// @param digest of what was asked for under the key
    record Kept(Donation donation, String owner, long balance, String digest) {}
}
