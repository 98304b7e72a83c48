package spate.stream.archive;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;

/// Runs the archive while the service runs: whatever ends a run, the next begins from what is stored.
final class Archive extends BackgroundWork {

    private final ArchiveParts parts;
    private final SeldomLog log;

    Archive(ArchiveParts parts, Clock clock) {
        this.parts = parts;
        this.log = new SeldomLog(LoggerFactory.getLogger(Archive.class), clock, Duration.ofSeconds(5));
    }

    @Override
    protected Disposable begin() {
        return Flux.defer(this::run)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, parts.properties().retryFirst())
                        .maxBackoff(parts.properties().retryMax())
                        .jitter(0.5)
                        // A batch that was stored begins the waiting anew.
                        .transientErrors(true)
                        .doBeforeRetry(signal -> log.warn("The archive begins anew", signal.failure())))
                .subscribe();
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
