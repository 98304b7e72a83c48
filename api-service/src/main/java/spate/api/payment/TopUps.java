package spate.api.payment;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.money.Ledger;
import spate.api.money.MoneyRates;
import spate.api.money.RequestKey;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.EventId;

/// Begins top-ups. Thread-safe.
final class TopUps {

    private final TopUpRows rows;
    private final Ledger ledger;
    private final MoneyRates rates;
    private final @Nullable PaymentProvider provider;
    private final PaymentProperties properties;
    private final String currency;
    private final Clock clock;

    /// @param provider through whom new top-ups go; null where there are none
    TopUps(
            TopUpRows rows,
            Ledger ledger,
            MoneyRates rates,
            @Nullable PaymentProvider provider,
            PaymentProperties properties,
            String currency,
            Clock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.rates = rates;
        this.provider = provider;
        this.properties = properties;
        this.currency = currency;
        this.clock = clock;
    }

    /// Begins a top-up, or gives the one that was begun under the same key. Fails with 409 where there is no
    /// provider, with 422 where the key was used for another amount.
    Mono<TopUp> begin(SignedIn viewer, long amount, RequestKey key) {
        PaymentProvider through = provider;
        if (through == null) {
            throw Problem.of(409, "topups_off", "nobody takes payments here").toException();
        }
        rates.take(viewer.id());
        return ledger.with(List.of(viewer.id()), _ -> once(viewer, amount, key, through))
                .flatMap(topUp -> topUp.checkout() == null ? checkout(topUp, through) : Mono.just(topUp))
                // As it was answered first, whatever became of it since.
                .map(topUp -> topUp.withState(TopUp.PENDING));
    }

    /// The viewer's wallet is locked, so of two requests under one key the second finds what the first left.
    private Mono<TopUp> once(SignedIn viewer, long amount, RequestKey key, PaymentProvider through) {
        return rows.find(viewer.id(), key)
                .doOnNext(known -> {
                    if (known.amount() != amount) {
                        throw RequestKey.reused();
                    }
                })
                .switchIfEmpty(Mono.defer(() -> {
                    String id = EventId.random().value();
                    var topUp = new TopUp(
                            id, viewer.id(), amount, currency, through.name(), TopUp.PENDING, null, clock.millis());
                    return rows.add(topUp, key).thenReturn(topUp);
                }));
    }

    /// Asks the provider, outside of the transaction; where it does not answer, the same key asks it again.
    private Mono<TopUp> checkout(TopUp topUp, PaymentProvider through) {
        return through.checkout(topUp)
                .timeout(properties.checkoutTimeout())
                .flatMap(address -> rows.setCheckout(topUp.id(), address).thenReturn(topUp.with(address)));
    }

    /// A top-up of the viewer. Fails with 404 where it is none.
    Mono<TopUp> find(SignedIn viewer, String id) {
        return rows.find(id)
                .filter(topUp -> topUp.viewer().equals(viewer.id()))
                .switchIfEmpty(Mono.error(TopUps::unknown));
    }

    static RuntimeException unknown() {
        return Problem.of(404, "topup_unknown", "no such top-up").toException();
    }
}
