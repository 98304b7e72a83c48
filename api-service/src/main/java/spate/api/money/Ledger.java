package spate.api.money;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The one door to changes of balances. Thread-safe.
///
/// Whoever comes through it has the wallets locked, in the order of their holders, before anything else is
/// read or locked: two transfers wait for each other but never in a ring, what they read is what the one
/// before left, and requests under one key of one viewer come one after the other.
public final class Ledger {

    private static final int RETRIES = 3;
    private static final Duration RETRY_AFTER = Duration.ofMillis(20);

    private final WalletRows rows;
    private final TransactionalOperator transaction;
    private final Turns turns;
    private final Clock clock;

    Ledger(WalletRows rows, TransactionalOperator transaction, Turns turns, Clock clock) {
        this.rows = rows;
        this.transaction = transaction;
        this.turns = turns;
        this.clock = clock;
    }

    /// Does something with wallets, all of it or nothing. Fails with 503 where too many wait already.
    ///
    /// @param holders whose wallets; those that do not exist are made, with nothing in them
    /// @param deed runs in the transaction, and again from the start where the database gave the transaction
    ///     up in favour of another
    public <T> Mono<T> with(List<String> holders, Function<Held, Mono<T>> deed) {
        return with(rows, holders, deed);
    }

    /// The same in the currency in which something was begun, whichever is in use by now.
    public <T> Mono<T> with(String currency, List<String> holders, Function<Held, Mono<T>> deed) {
        return with(rows.in(currency), holders, deed);
    }

    private <T> Mono<T> with(WalletRows rows, List<String> holders, Function<Held, Mono<T>> deed) {
        List<String> inOrder = holders.stream().distinct().sorted().toList();
        Mono<T> whole = Flux.fromIterable(inOrder)
                .concatMap(rows::lock)
                .collectMap(WalletRows.Wallet::holder, WalletRows.Wallet::balance)
                .flatMap(balances -> deed.apply(new Held(balances, rows, clock.millis())))
                .as(transaction::transactional);
        Mono<T> retried = rows.ensure(inOrder)
                .then(whole)
                .retryWhen(Retry.backoff(RETRIES, RETRY_AFTER)
                        .filter(ConcurrencyFailureException.class::isInstance)
                        .onRetryExhaustedThrow((_, last) -> last.failure()));
        return turns.inTurn(retried);
    }
}
