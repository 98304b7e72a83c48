package spate.api.money;

import java.util.Map;
import reactor.core.publisher.Mono;

/// Wallets that are locked until the transaction ends. For that transaction, not thread-safe.
///
/// @param balances what was in them when they were locked, by holder
/// @param now milliseconds since 1970
public record Held(Map<String, Long> balances, WalletRows rows, long now) {

    /// Moves money between two of them; once in a transaction. Comes with what is in the giving wallet
    /// afterwards. Fails with 409 `balance_too_low` where a viewer has not enough.
    public Mono<Long> move(Move move) {
        return Mono.defer(() -> {
            long left = move.left(balanceOf(move.from()));
            long sum = move.sum(balanceOf(move.to()));
            return rows.set(move.from(), left)
                    .then(rows.set(move.to(), sum))
                    .then(rows.enter(move, left, sum, now))
                    .thenReturn(left);
        });
    }

    private long balanceOf(String holder) {
        Long balance = balances.get(holder);
        if (balance == null) {
            throw new IllegalStateException("BUG: a wallet is moved that is not locked");
        }
        return balance;
    }
}
