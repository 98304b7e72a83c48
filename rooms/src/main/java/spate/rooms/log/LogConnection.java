package spate.rooms.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import spate.rooms.pace.BackgroundWork;

/// Makes sure that the topics exist, tells which incarnation of the topic is there and notices when that changes.
///
/// Kafka may be away when this starts: it asks again until Kafka answers, and the service runs meanwhile
/// without a log.
final class LogConnection extends BackgroundWork implements LogIdentitySource {

    private static final Logger log = LoggerFactory.getLogger(LogConnection.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(10);

    private final LogTopics topics;
    private final Sinks.Many<LogIdentity> changes = Sinks.many().replay().latest();
    private volatile @Nullable LogIdentity current;

    LogConnection(LogTopics topics) {
        this.topics = topics;
    }

    @Override
    public @Nullable LogIdentity current() {
        return current;
    }

    @Override
    public Flux<LogIdentity> changes() {
        return changes.asFlux();
    }

    @Override
    protected Disposable begin() {
        Disposable checks = topics.ensure()
                .doOnError(e -> log.warn("Kafka does not answer yet: {}", String.valueOf(e.getMessage())))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(3)))
                .doOnNext(this::seen)
                .thenMany(Flux.interval(CHECK_EVERY).onBackpressureDrop().concatMap(_ -> check(), 1))
                .subscribe();
        return Disposables.composite(checks, topics::close);
    }

    private Mono<LogIdentity> check() {
        return topics.identify()
                .onErrorResume(LogTopics::isMissing, e -> topics.ensure())
                .doOnNext(this::seen)
                .onErrorResume(e -> {
                    log.warn("The topic cannot be checked now: {}", String.valueOf(e.getMessage()));
                    return Mono.empty();
                });
    }

    private void seen(LogIdentity identity) {
        if (identity.equals(current)) {
            return;
        }
        log.info("Log {} with {} partitions, epoch {}", identity.topicId(), identity.partitions(), identity.epoch());
        current = identity;
        var emitted = changes.tryEmitNext(identity);
        if (emitted.isFailure()) {
            log.error("BUG: a change of the log was not announced: {}", emitted);
        }
    }

    @Override
    public int getPhase() {
        return LogPhases.CONNECT;
    }
}
