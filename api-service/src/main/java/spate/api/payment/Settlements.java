package spate.api.payment;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import spate.api.money.Held;
import spate.api.money.Ledger;
import spate.api.money.Move;
import spate.api.web.Problem;
import spate.api.web.ProblemException;

/// Takes what providers tell, and credits what was paid: each event and each top-up once, however often it is
/// told, to whichever replica. Thread-safe.
final class Settlements {

    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

    private final Map<String, PaymentProvider> providers;
    private final TopUpRows rows;
    private final Ledger ledger;
    private final PaymentMeters meters;

    /// @param providers by name
    Settlements(Map<String, PaymentProvider> providers, TopUpRows rows, Ledger ledger, PaymentMeters meters) {
        this.providers = providers;
        this.rows = rows;
        this.ledger = ledger;
        this.meters = meters;
    }

    /// Takes a webhook. Fails with 404 for an unknown provider or top-up, with 401 or 400 where the provider
    /// did not say it, with 422 where the amount is not the one that was asked for.
    Mono<Void> take(String providerName, HttpHeaders headers, byte[] body) {
        PaymentProvider provider = providers.get(providerName);
        if (provider == null) {
            return Mono.error(
                    Problem.of(404, "provider_unknown", "no such provider").toException());
        }
        return Mono.fromCallable(() -> provider.read(headers, body))
                .doOnError(ProblemException.class, _ -> meters.refused())
                .flatMap(event -> settle(providerName, event));
    }

    private Mono<Void> settle(String provider, PaymentEvent event) {
        return rows.find(event.topUp())
                .filter(topUp -> topUp.provider().equals(provider))
                .switchIfEmpty(Mono.error(TopUps::unknown))
                .doOnNext(topUp -> checkAmount(topUp, event))
                .flatMap(topUp -> ledger.with(
                        topUp.currency(),
                        List.of(topUp.viewer(), Move.provider(provider)),
                        held -> once(held, provider, event)));
    }

    private static void checkAmount(TopUp topUp, PaymentEvent event) {
        if (topUp.amount() != event.amount() || !topUp.currency().equals(event.currency())) {
            LOG.error("top-up {} is of another amount than its provider says", topUp.id());
            throw Problem.of(422, "amount_differs", "the top-up is of another amount")
                    .toException();
        }
    }

    private Mono<Void> once(Held held, String provider, PaymentEvent event) {
        return rows.note(provider, event, held.now())
                .filter(isNew -> isNew)
                .flatMap(_ -> rows.find(event.topUp()))
                .flatMap(topUp -> settle(held, topUp, event));
    }

    private Mono<Void> settle(Held held, TopUp topUp, PaymentEvent event) {
        return switch (Settlement.of(topUp.state(), event.outcome())) {
            case CREDIT ->
                rows.settle(topUp.id(), TopUp.PAID, held.now())
                        .then(held.move(new Move(
                                Move.Kind.TOPUP,
                                topUp.id(),
                                Move.provider(topUp.provider()),
                                topUp.viewer(),
                                topUp.amount(),
                                null)))
                        .doOnSuccess(_ -> meters.settled(event.outcome()))
                        .then();
            case FAIL ->
                rows.settle(topUp.id(), TopUp.FAILED, held.now()).doOnSuccess(_ -> meters.settled(event.outcome()));
            case NOTHING -> Mono.empty();
            case CONTRADICTION ->
                Mono.fromRunnable(() -> LOG.error("top-up {} was paid, and now its provider says not", topUp.id()));
        };
    }
}
