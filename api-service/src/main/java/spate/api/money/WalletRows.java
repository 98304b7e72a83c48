package spate.api.money;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// Wallets and ledger entries in one currency. Thread-safe.
final class WalletRows {

    private final DatabaseClient database;
    private final String currency;

    WalletRows(DatabaseClient database, String currency) {
        this.database = database;
        this.currency = currency;
    }

    /// The same in another currency.
    WalletRows in(String other) {
        return other.equals(currency) ? this : new WalletRows(database, other);
    }

    /// Makes the wallets that do not exist. Not to be called in a transaction: an insert that meets a row
    /// keeps it locked in a way that two who want to change it wait for each other in a ring.
    Mono<Void> ensure(List<String> holders) {
        return database.sql("SELECT holder FROM wallets WHERE holder IN (:holders) AND currency = :currency")
                .bind("holders", holders)
                .bind("currency", currency)
                .map(row -> text(row, "holder"))
                .all()
                .collectList()
                .flatMapMany(known -> Flux.fromIterable(holders).filter(each -> !known.contains(each)))
                .concatMap(missing -> database.sql("INSERT IGNORE INTO wallets (holder, currency) VALUES (:h, :c)")
                        .bind("h", missing)
                        .bind("c", currency)
                        .then())
                .then();
    }

    /// Locks a wallet until the transaction ends.
    Mono<Wallet> lock(String holder) {
        return database.sql("SELECT balance FROM wallets WHERE holder = :h AND currency = :c FOR UPDATE")
                .bind("h", holder)
                .bind("c", currency)
                .map(row -> new Wallet(holder, number(row, "balance")))
                .one();
    }

    Mono<Void> set(String holder, long balance) {
        return database.sql("UPDATE wallets SET balance = :balance WHERE holder = :h AND currency = :c")
                .bind("balance", balance)
                .bind("h", holder)
                .bind("c", currency)
                .then();
    }

    /// Writes the two entries of a move.
    ///
    /// @param left what is in the giving wallet afterwards
    /// @param sum what is in the getting wallet afterwards
    Mono<Void> enter(Move move, long left, long sum, long at) {
        var insert = database.sql("INSERT INTO ledger_entries"
                        + " (holder, currency, kind, cause_id, room_id, amount, balance, at) VALUES"
                        + " (:from, :currency, :given, :cause, :room, :minus, :left, :at),"
                        + " (:to, :currency, :gotten, :cause, :room, :plus, :sum, :at)")
                .bind("from", move.from())
                .bind("to", move.to())
                .bind("currency", currency)
                .bind("given", move.kind().given())
                .bind("gotten", move.kind().gotten())
                .bind("cause", move.cause())
                .bind("minus", -move.amount())
                .bind("plus", move.amount())
                .bind("left", left)
                .bind("sum", sum)
                .bind("at", at);
        RoomId room = move.room();
        return (room == null ? insert.bindNull("room", String.class) : insert.bind("room", room.value())).then();
    }

    /// What is in a wallet; 0 where there is none.
    Mono<Long> balance(String holder) {
        return database.sql("SELECT balance FROM wallets WHERE holder = :h AND currency = :c")
                .bind("h", holder)
                .bind("c", currency)
                .map(row -> number(row, "balance"))
                .one()
                .defaultIfEmpty(0L);
    }

    /// The entries of a wallet, the newest first, and one more than `limit` where there are more.
    Mono<List<Entry>> page(String holder, @Nullable PageCursor before, int limit) {
        String side = before == null ? "" : " AND id < :before";
        var select = database.sql("SELECT id, at, kind, amount, balance, room_id, cause_id FROM ledger_entries"
                        + " WHERE holder = :h AND currency = :c" + side + " ORDER BY id DESC LIMIT " + (limit + 1))
                .bind("h", holder)
                .bind("c", currency);
        if (before != null) {
            select = select.bind("before", before.number());
        }
        return select.map(WalletRows::entry).all().collectList();
    }

    private static Entry entry(Readable row) {
        String kind = text(row, "kind");
        String cause = text(row, "cause_id");
        boolean isTopUp = kind.equals(Move.Kind.TOPUP.gotten());
        return new Entry(
                number(row, "id"),
                number(row, "at"),
                kind,
                number(row, "amount"),
                number(row, "balance"),
                row.get("room_id", String.class),
                isTopUp ? null : cause,
                isTopUp ? cause : null);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    /// A wallet that is locked.
    record Wallet(String holder, long balance) {}

    /// A change of a balance.
    ///
    /// @param at milliseconds since 1970
    /// @param kind `topup`, `donation`, `received`, `returned` or `refund`
    /// @param amount whole units; negative where the wallet gave
    /// @param balance of the wallet after it
    /// @param room the room of the donation
    /// @param donation id of the donation
    /// @param topup id of the top-up
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            @Schema(example = "4711") long id,
            @Schema(example = "1790000000300") long at,

            @Schema(
                    example = "donation",
                    allowableValues = {"topup", "donation", "received", "returned", "refund"})
            String kind,

            @Schema(description = "Whole units; negative where the wallet gave", example = "-5000")
            long amount,

            @Schema(description = "Of the wallet after it", example = "15000")
            long balance,

            @Schema(example = "mina-live") @Nullable String room,

            @Schema(example = "aaaaaaaaaaaaaaaaaaaaag") @Nullable
            String donation,

            @Schema(example = "aaaaaaaaaaaaaaaaaaaabg") @Nullable
            String topup) {}
}
