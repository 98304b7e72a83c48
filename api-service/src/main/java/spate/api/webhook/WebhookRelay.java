package spate.api.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import spate.rooms.log.LogPhases;

/// Brings the archive's events to webhooks: of each webhook in the order of its room, one request at a
/// time, each until it is taken or was tried often enough. Replicas share the work by leases. What is
/// behind waits in the archive and costs no memory; a webhook that does not answer costs one of
/// `concurrency` places for its time-out, and then waits.
final class WebhookRelay implements SmartLifecycle {

    static final int PHASE = LogPhases.USE;

    private static final Logger log = LoggerFactory.getLogger(WebhookRelay.class);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration RETRY_MIN = Duration.ofMillis(500);
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);

    /// All of a delivery was hidden since it was made.
    private static final Mono<Outcome> NOTHING_LEFT = Mono.just(new Outcome(null, null, 0));

    private final WebhookProperties properties;
    private final DeliveryRows rows;
    private final WebhookClient client;
    private final Backoff backoff;
    private final Clock clock;
    private final Counter delivered;
    private final Counter failed;
    private final Set<String> serving = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Disposable running;
    private @Nullable Disposable sweeping;

    WebhookRelay(
            WebhookProperties properties, DeliveryRows rows, WebhookClient client, MeterRegistry meters, Clock clock) {
        this.properties = properties;
        this.rows = rows;
        this.client = client;
        this.backoff = new Backoff(properties.backoffMin(), properties.backoffMax());
        this.clock = clock;
        this.delivered = meters.counter("spate.webhooks.attempts", "outcome", "delivered");
        this.failed = meters.counter("spate.webhooks.attempts", "outcome", "failed");
        meters.gauge("spate.webhooks.serving", serving, Set::size);
    }

    @Override
    public void start() {
        Retry again = Retry.backoff(Long.MAX_VALUE, RETRY_MIN)
                .maxBackoff(RETRY_MAX)
                .transientErrors(true)
                .doBeforeRetry(signal -> log.warn("Webhooks wait: {}", String.valueOf(signal.failure())));
        running = Flux.interval(properties.every())
                .onBackpressureDrop()
                .concatMap(_ -> rows.due(properties.concurrency() * 2), 1)
                .retryWhen(again)
                .concatMapIterable(due -> due, 1)
                .filter(serving::add)
                .flatMap(this::serve, properties.concurrency(), 1)
                .subscribe(_ -> {}, e -> log.error("BUG: webhooks are not served any more", e));
        sweeping = Flux.interval(SWEEP_EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> sweep(), 1)
                .subscribe();
    }

    private Mono<Long> sweep() {
        return rows.forgetBefore(clock.millis() - properties.keep().toMillis())
                .doOnError(e -> log.warn("Old deliveries are not forgotten: {}", e.toString()))
                .onErrorComplete();
    }

    /// Serves one webhook while there is something to send and the lease is long enough for another attempt.
    private Mono<Void> serve(String id) {
        return Mono.usingWhen(
                        rows.claim(id, properties.lease()),
                        webhook -> serve(
                                webhook,
                                clock.millis()
                                        + properties.lease().toMillis()
                                        - properties.timeout().multipliedBy(2).toMillis()),
                        rows::release)
                .doOnError(e -> log.warn("Webhook {} waits: {}", id, e.toString()))
                .onErrorComplete()
                .doFinally(_ -> serving.remove(id));
    }

    private Mono<Void> serve(Served webhook, long until) {
        return step(webhook)
                .expand(next -> clock.millis() < until && running != null ? step(next) : Mono.empty())
                .then(rows.forgetAbove(webhook.id(), properties.deliveriesMax()))
                .then();
    }

    /// Sends what waits, or else makes the next delivery.
    ///
    /// @return the webhook to go on with; empty where it is done with for now
    private Mono<Served> step(Served webhook) {
        return rows.waiting(webhook)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(waiting -> waiting.isPresent() ? attempt(webhook, waiting.get()) : advance(webhook));
    }

    private Mono<Served> advance(Served webhook) {
        return rows.behind(webhook)
                .filter(found -> !found.isEmpty())
                .map(found -> Stretch.of(
                        found,
                        webhook.types(),
                        properties.eventsMax(),
                        properties.bytesMax().toBytes()))
                .flatMap(stretch -> rows.advance(webhook, stretch, clock.millis()));
    }

    private Mono<Served> attempt(Served webhook, Waiting delivery) {
        return rows.events(webhook.room(), delivery)
                .flatMap(events -> events.isEmpty() ? NOTHING_LEFT : client.send(request(webhook, delivery, events)))
                .flatMap(outcome -> done(webhook, delivery, outcome));
    }

    private Mono<Served> done(Served webhook, Waiting delivery, Outcome outcome) {
        (outcome.isDelivered() ? delivered : failed).increment();
        Verdict verdict = Verdict.of(
                outcome,
                delivery.attempts(),
                webhook.failures(),
                properties.attemptsMax(),
                properties.failuresMax(),
                backoff,
                ThreadLocalRandom.current().nextDouble());
        if (verdict.isDisabled()) {
            log.info("Webhook {} of room {} is disabled: {}", webhook.id(), webhook.room(), outcome);
        }
        return rows.done(webhook, delivery, outcome, verdict, clock.millis())
                .filter(isHeld -> isHeld && outcome.isDelivered())
                .map(_ -> webhook.after(verdict.failures()));
    }

    private static WebhookClient.Request request(Served webhook, Waiting delivery, List<String> events) {
        // The events are JSON already; ids need no escapes.
        String body = "{\"delivery\":\"" + delivery.id() + "\",\"webhook\":\"" + webhook.id() + "\",\"room\":\""
                + webhook.room() + "\",\"events\":[" + String.join(",", events) + "]}";
        return new WebhookClient.Request(
                webhook.url(),
                webhook.id(),
                delivery.id(),
                delivery.attempts() + 1,
                webhook.secret(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void stop() {
        Disposable relaying = running;
        if (relaying != null && sweeping != null) {
            running = null;
            relaying.dispose();
            sweeping.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
