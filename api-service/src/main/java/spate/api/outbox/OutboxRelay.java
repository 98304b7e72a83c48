package spate.api.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import spate.api.lease.Lease;
import spate.rooms.log.EventLog;
import spate.rooms.log.LogPhases;

/// Brings the events of the outbox into the log: in the order of their ids, one after the other, each deleted
/// after the log has acknowledged it. A failure between the two appends an event again, under the same id,
/// which readers drop. One replica relays at a time; the others stand by.
final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final OutboxRows rows;
    private final Lease lease;
    private final OutboxTicks ticks;
    private final EventLog log;
    private final OutboxMetrics metrics;
    private final OutboxProperties properties;
    private volatile @Nullable Disposable loop;

    OutboxRelay(
            OutboxRows rows,
            Lease lease,
            OutboxTicks ticks,
            EventLog log,
            OutboxMetrics metrics,
            OutboxProperties properties) {
        this.rows = rows;
        this.lease = lease;
        this.ticks = ticks;
        this.log = log;
        this.metrics = metrics;
        this.properties = properties;
    }

    @Override
    public void start() {
        loop = ticks.ticks()
                .concatMap(_ -> relayIfLeader(), 1)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, properties.backoffMin())
                        .maxBackoff(properties.backoffMax())
                        .transientErrors(true)
                        .doBeforeRetry(signal -> failed(signal.failure())))
                .subscribe(_ -> {}, error -> LOG.error("BUG: the relay of the outbox ended", error));
    }

    @Override
    public void stop(Runnable callback) {
        Disposable running = loop;
        loop = null;
        if (running != null) {
            running.dispose();
        }
        lease.release()
                .timeout(STOP_TIMEOUT)
                .doOnError(error -> LOG.debug("the lease runs out by itself: {}", error.toString()))
                .onErrorComplete()
                .doFinally(_ -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    private Mono<Void> relayIfLeader() {
        return lease.take().flatMap(isLeader -> isLeader ? relayAll() : standBy());
    }

    private Mono<Void> standBy() {
        return Mono.fromRunnable(() -> metrics.depth(new OutboxRows.Depth(0, 0)));
    }

    /// Takes batch after batch until the outbox is empty or the lease wants renewal.
    private Mono<Void> relayAll() {
        return rows.depth()
                .doOnNext(metrics::depth)
                .filter(depth -> depth.waiting() > 0)
                .flatMap(_ -> relayBatch())
                .filter(isMore -> isMore && lease.isHeld())
                .repeatWhen(done -> done.takeWhile(count -> count > 0))
                .then(rows.depth())
                .doOnNext(metrics::depth)
                .then();
    }

    private Mono<Boolean> relayBatch() {
        return rows.oldest(properties.batch())
                .flatMap(batch -> Flux.fromIterable(batch)
                        .takeWhile(_ -> lease.isHeld())
                        .concatMap(this::relay, 1)
                        .then(Mono.just(!batch.isEmpty())));
    }

    private Mono<Void> relay(OutboxRows.Waiting waiting) {
        return Mono.defer(() -> log.append(waiting.entry()))
                .timeout(properties.appendTimeout())
                .flatMap(_ -> rows.delete(waiting.id()))
                .doOnSuccess(_ -> metrics.relayed());
    }

    private void failed(Throwable error) {
        metrics.failed();
        LOG.warn("the outbox waits, the events in it are kept: {}", error.toString());
    }
}
