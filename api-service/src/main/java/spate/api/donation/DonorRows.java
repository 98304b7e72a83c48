package spate.api.donation;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// Who gave how much to a room. Thread-safe. What was given back does not count.
final class DonorRows {

    private static final String RANKING = "SELECT d.donor_id, v.display_name, d.total, d.donations FROM"
            + " (SELECT donor_id, CAST(SUM(amount) AS SIGNED) AS total, COUNT(*) AS donations FROM donations"
            + " WHERE room_id = :room AND currency = :currency AND state = 'paid' AND at >= :since GROUP BY donor_id) d"
            + " LEFT JOIN viewers v ON v.id = d.donor_id";

    private final DatabaseClient database;
    private final String currency;

    DonorRows(DatabaseClient database, String currency) {
        this.database = database;
        this.currency = currency;
    }

    /// Those who gave since a time, who gave most first, and one more than `limit` where there are more.
    ///
    /// @param since milliseconds since 1970
    Mono<List<Donor>> page(RoomId room, long since, @Nullable PageCursor after, int limit) {
        String side = after == null ? "" : " WHERE d.total < :number OR (d.total = :number AND d.donor_id > :id)";
        var select = database.sql(RANKING + side + " ORDER BY d.total DESC, d.donor_id LIMIT " + (limit + 1))
                .bind("room", room.value())
                .bind("currency", currency)
                .bind("since", since);
        if (after != null) {
            select = select.bind("number", after.number()).bind("id", after.id());
        }
        return select.map(DonorRows::donor).all().collectList();
    }

    private static Donor donor(Readable row) {
        String name = row.get("display_name", String.class);
        return new Donor(
                Objects.requireNonNull(row.get("donor_id", String.class)),
                name == null ? "" : name,
                Objects.requireNonNull(row.get("total", Long.class)),
                Objects.requireNonNull(row.get("donations", Long.class)));
    }

    /// A viewer who gave.
    ///
    /// @param amount sum in whole units of the currency
    /// @param count how many donations
    record Donor(
            @Schema(example = "Vd83kfLm20xPqz71aaaaag") String viewer,
            @Schema(example = "미나") String name,
            @Schema(example = "25000") long amount,
            @Schema(example = "3") long count) {}
}
