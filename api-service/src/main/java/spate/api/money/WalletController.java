package spate.api.money;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.PageCursor;

/// The own wallet.
@RestController
@Tag(name = "money")
final class WalletController {

    private static final int LIMIT_MAX = 200;

    private final WalletRows rows;
    private final String currency;

    WalletController(WalletRows rows, String currency) {
        this.rows = rows;
        this.currency = currency;
    }

    @Operation(
            summary = "The own balance and the entries that it is the sum of, newest first",
            description = "Amounts are whole units of `currency`. `topup` and `refund` came in, `donation` went out;"
                    + " `received` came in as the owner of a room, `returned` went out when the owner refunded.")
    @GetMapping("/api/wallet")
    Mono<Wallet> wallet(
            SignedIn viewer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor before = PageCursor.of(cursor);
        return rows.balance(viewer.id())
                .flatMap(balance -> rows.page(viewer.id(), before, rowsMax)
                        .map(found -> new Wallet(
                                balance,
                                currency,
                                PageCursor.page(found, rowsMax),
                                PageCursor.next(found, rowsMax, entry -> new PageCursor(entry.id(), "")))));
    }

    /// A wallet and a page of its entries.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Wallet(
            @Schema(example = "15000") long balance,
            @Schema(example = "KRW") String currency,
            List<WalletRows.Entry> entries,
            @Nullable String next) {}
}
