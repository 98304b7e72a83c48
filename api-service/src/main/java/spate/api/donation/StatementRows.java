package spate.api.donation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// What a room brought its owner, out of the ledger. Thread-safe.
final class StatementRows {

    private static final String OF_ROOM = " WHERE e.room_id = :room AND e.holder = :owner AND e.currency = :currency"
            + " AND e.at >= :from AND e.at < :to";

    private final DatabaseClient database;
    private final String currency;

    StatementRows(DatabaseClient database, String currency) {
        this.database = database;
        this.currency = currency;
    }

    /// The sums of a time.
    Mono<Sums> sums(Asked asked) {
        return bound(
                        database.sql("SELECT"
                                + " CAST(COALESCE(SUM(CASE WHEN e.amount > 0 THEN e.amount ELSE 0 END), 0) AS SIGNED)"
                                + " AS received,"
                                + " CAST(COALESCE(SUM(CASE WHEN e.amount < 0 THEN -e.amount ELSE 0 END), 0) AS SIGNED)"
                                + " AS returned,"
                                + " COUNT(CASE WHEN e.amount > 0 THEN 1 END) AS donations,"
                                + " COUNT(CASE WHEN e.amount < 0 THEN 1 END) AS refunds FROM ledger_entries e"
                                + OF_ROOM),
                        asked)
                .map(row -> new Sums(
                        number(row, "received"),
                        number(row, "donations"),
                        number(row, "returned"),
                        number(row, "refunds"),
                        number(row, "received") - number(row, "returned")))
                .one();
    }

    /// The entries of a time, the newest first, and one more than `limit` where there are more.
    Mono<List<Entry>> page(Asked asked, @Nullable PageCursor before, int limit) {
        String side = before == null ? "" : " AND e.id < :before";
        var select = bound(
                database.sql("SELECT e.id, e.at, e.kind, e.amount, e.cause_id, d.donor_id, v.display_name, d.text"
                        + " FROM ledger_entries e JOIN donations d ON d.id = e.cause_id"
                        + " LEFT JOIN viewers v ON v.id = d.donor_id" + OF_ROOM + side
                        + " ORDER BY e.id DESC LIMIT " + (limit + 1)),
                asked);
        if (before != null) {
            select = select.bind("before", before.number());
        }
        return select.map(StatementRows::entry).all().collectList();
    }

    private DatabaseClient.GenericExecuteSpec bound(DatabaseClient.GenericExecuteSpec select, Asked asked) {
        return select.bind("room", asked.room().value())
                .bind("owner", asked.owner())
                .bind("currency", currency)
                .bind("from", asked.from())
                .bind("to", asked.to());
    }

    private static Entry entry(Readable row) {
        String name = row.get("display_name", String.class);
        return new Entry(
                number(row, "id"),
                number(row, "at"),
                text(row, "kind"),
                number(row, "amount"),
                text(row, "cause_id"),
                new Donation.By(text(row, "donor_id"), name == null ? "" : name),
                row.get("text", String.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    /// What a statement is about: from a time, before another, milliseconds since 1970.
    record Asked(RoomId room, String owner, long from, long to) {}

    /// What came in and went back, in whole units of the currency.
    ///
    /// @param net what is left of it
    record Sums(
            @Schema(example = "30000") long received,
            @Schema(example = "4") long donations,
            @Schema(example = "5000") long returned,
            @Schema(example = "1") long refunds,
            @Schema(example = "25000") long net) {}

    /// What came in or went back.
    ///
    /// @param at milliseconds since 1970
    /// @param kind `received` or `returned`
    /// @param amount negative where it went back
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            @Schema(example = "4712") long id,
            @Schema(example = "1790000000300") long at,

            @Schema(
                    example = "received",
                    allowableValues = {"received", "returned"})
            String kind,

            @Schema(example = "5000") long amount,
            @Schema(example = "aaaaaaaaaaaaaaaaaaaaag") String donation,
            Donation.By by,
            @Schema(example = "응원합니다") @Nullable String text) {}
}
