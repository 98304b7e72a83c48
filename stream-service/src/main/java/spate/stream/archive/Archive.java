package spate.stream.archive;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;
import spate.rooms.log.LogPhases;

/// Runs the archive while the service runs: whatever ends a run, the next begins from what is stored.
final class Archive implements SmartLifecycle {

    private final ArchiveParts parts;
    private final SeldomLog log;
    private volatile @Nullable Disposable running;

    Archive(ArchiveParts parts, Clock clock) {
        this.parts = parts;
        this.log = new SeldomLog(LoggerFactory.getLogger(Archive.class), clock, Duration.ofSeconds(5));
    }

    @Override
    public void start() {
        running = Flux.defer(this::run)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, parts.properties().retryFirst())
                        .maxBackoff(parts.properties().retryMax())
                        .jitter(0.5)
                        // A batch that was stored begins the waiting anew.
                        .transientErrors(true)
                        .doBeforeRetry(signal -> log.warn("The archive begins anew", signal.failure())))
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable ending = running;
        if (ending != null) {
            ending.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }

    private Flux<Integer> run() {
        return parts.topics()
                .identify()
                .flatMapMany(identity -> parts.tables()
                        .ordinalOf(identity.epoch())
                        .flatMap(ordinal -> parts.tables()
                                .progress(ordinal)
                                .map(stored -> new ArchiveRun(parts, identity, ordinal, stored)))
                        .flatMapMany(ArchiveRun::archive));
    }
}
