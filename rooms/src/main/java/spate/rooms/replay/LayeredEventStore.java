package spate.rooms.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// Redis where it can answer in whole, else MySQL, else the log itself. Identical look-ups at the same time are
/// one. A Redis or MySQL that fails or dawdles is counted (`spate.replay.recent.failed`,
/// `spate.replay.store.failed`) and passed over for a while, so that nobody waits for what is known to be away.
final class LayeredEventStore implements EventStore {

    private sealed interface LookUp {
        record NewestBefore(RoomId room, int partition, String epoch, long before, int limit) implements LookUp {}

        record After(RoomId room, int partition, String epoch, long after, long before, int limit) implements LookUp {}
    }

    private record Target(RoomId room, int partition, String epoch, EventId id) {}

    private final RedisRecentEvents recent;
    private final EventStore everything;
    private final LoggedEvents log;
    private final Clock clock;
    private final Duration recentTimeout;
    private final long pauseMillis;
    private final SingleFlight<LookUp, StoredRange> ranges;
    private final SingleFlight<Target, ArchivedEvent> targets;
    private final Counter byRecent;
    private final Counter byStore;
    private final Counter byLog;
    private final Counter recentFailed;
    private final Counter storeFailed;
    private volatile long recentPausedUntilMillis = Long.MIN_VALUE;
    private volatile long storePausedUntilMillis = Long.MIN_VALUE;

    LayeredEventStore(
            RedisRecentEvents recent,
            EventStore everything,
            LoggedEvents log,
            ReplayProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.recent = recent;
        this.everything = everything;
        this.log = log;
        this.clock = clock;
        this.recentTimeout = properties.recentTimeout();
        this.pauseMillis = properties.recentPause().toMillis();
        this.ranges = new SingleFlight<>(properties.sharedMax());
        this.targets = new SingleFlight<>(properties.sharedMax());
        this.byRecent = meters.counter("spate.replay.lookups", "answered", "recent");
        this.byStore = meters.counter("spate.replay.lookups", "answered", "store");
        this.byLog = meters.counter("spate.replay.lookups", "answered", "log");
        this.storeFailed = meters.counter("spate.replay.store.failed");
        this.recentFailed = meters.counter("spate.replay.recent.failed");
    }

    @Override
    public Mono<StoredRange> newestBefore(RoomId room, int partition, String epoch, long beforeOffset, int limit) {
        return ranges.share(
                new LookUp.NewestBefore(room, partition, epoch, beforeOffset, limit),
                () -> layered(
                        recent.newestBefore(room, partition, epoch, beforeOffset, limit),
                        archived(everything.newestBefore(room, partition, epoch, beforeOffset, limit)),
                        log.newestBefore(room, epoch, beforeOffset, limit)));
    }

    @Override
    public Mono<StoredRange> after(
            RoomId room, int partition, String epoch, long afterOffset, long beforeOffset, int limit) {
        return ranges.share(
                new LookUp.After(room, partition, epoch, afterOffset, beforeOffset, limit),
                () -> layered(
                        recent.after(room, partition, epoch, afterOffset, beforeOffset, limit),
                        archived(everything.after(room, partition, epoch, afterOffset, beforeOffset, limit)),
                        log.after(room, epoch, afterOffset, beforeOffset, limit)));
    }

    @Override
    public Mono<ArchivedEvent> find(RoomId room, int partition, String epoch, EventId id) {
        return targets.share(new Target(room, partition, epoch, id), () -> everything.find(room, partition, epoch, id));
    }

    /// Not single-flight: a room is loaded once.
    @Override
    public Mono<List<Clearing>> clearings(RoomId room, String epoch) {
        return asked(everything.clearings(room, epoch));
    }

    private Mono<StoredRange> layered(
            Mono<StoredRange> fromRecent, Mono<StoredRange> archived, Mono<StoredRange> fromLog) {
        Mono<StoredRange> logged = fromLog.doOnNext(_ -> byLog.increment());
        Mono<StoredRange> older = archived.flatMap(
                        range -> range.complete() ? Mono.just(range) : logged.onErrorReturn(range))
                .onErrorResume(StoreFailedException.class, e -> logged.onErrorMap(_ -> e.failure));
        if (clock.millis() < recentPausedUntilMillis) {
            return older;
        }
        return fromRecent
                .timeout(recentTimeout)
                .onErrorResume(_ -> {
                    recentFailed.increment();
                    recentPausedUntilMillis = clock.millis() + pauseMillis;
                    return Mono.empty();
                })
                .doOnNext(_ -> byRecent.increment())
                .switchIfEmpty(older);
    }

    private Mono<StoredRange> archived(Mono<StoredRange> fromStore) {
        return asked(fromStore.doOnSubscribe(_ -> byStore.increment())).onErrorMap(StoreFailedException::new);
    }

    private <T> Mono<T> asked(Mono<T> ofStore) {
        return Mono.defer(() -> {
            if (clock.millis() < storePausedUntilMillis) {
                return Mono.error(new IllegalStateException("MySQL did not answer a moment ago"));
            }
            return ofStore.doOnError(_ -> {
                storeFailed.increment();
                storePausedUntilMillis = clock.millis() + pauseMillis;
            });
        });
    }

    /// Tells MySQL's failures from the log's.
    private static final class StoreFailedException extends RuntimeException {

        private final Throwable failure;

        StoreFailedException(Throwable failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
