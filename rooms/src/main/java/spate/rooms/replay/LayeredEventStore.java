package spate.rooms.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// Redis where it can answer in whole, else MySQL. Identical look-ups at the same time are one. A Redis that
/// fails or dawdles is counted (`spate.replay.recent.failed`) and passed over.
final class LayeredEventStore implements EventStore {

    private sealed interface LookUp {
        record NewestBefore(RoomId room, int partition, String epoch, long before, int limit) implements LookUp {}

        record After(RoomId room, int partition, String epoch, long after, long before, int limit) implements LookUp {}
    }

    private record Target(RoomId room, EventId id) {}

    private final RedisRecentEvents recent;
    private final EventStore everything;
    private final Clock clock;
    private final Duration recentTimeout;
    private final long recentPauseMillis;
    private final SingleFlight<LookUp, StoredRange> ranges;
    private final SingleFlight<Target, StoredEvent> targets;
    private final Counter byRecent;
    private final Counter byStore;
    private final Counter recentFailed;
    private volatile long recentPausedUntilMillis = Long.MIN_VALUE;

    LayeredEventStore(
            RedisRecentEvents recent,
            EventStore everything,
            ReplayProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.recent = recent;
        this.everything = everything;
        this.clock = clock;
        this.recentTimeout = properties.recentTimeout();
        this.recentPauseMillis = properties.recentPause().toMillis();
        this.ranges = new SingleFlight<>(properties.sharedMax());
        this.targets = new SingleFlight<>(properties.sharedMax());
        this.byRecent = meters.counter("spate.replay.lookups", "answered", "recent");
        this.byStore = meters.counter("spate.replay.lookups", "answered", "store");
        this.recentFailed = meters.counter("spate.replay.recent.failed");
    }

    @Override
    public Mono<StoredRange> newestBefore(RoomId room, int partition, String epoch, long beforeOffset, int limit) {
        return ranges.share(
                new LookUp.NewestBefore(room, partition, epoch, beforeOffset, limit),
                () -> layered(
                        recent.newestBefore(room, partition, epoch, beforeOffset, limit),
                        everything.newestBefore(room, partition, epoch, beforeOffset, limit)));
    }

    @Override
    public Mono<StoredRange> after(
            RoomId room, int partition, String epoch, long afterOffset, long beforeOffset, int limit) {
        return ranges.share(
                new LookUp.After(room, partition, epoch, afterOffset, beforeOffset, limit),
                () -> layered(
                        recent.after(room, partition, epoch, afterOffset, beforeOffset, limit),
                        everything.after(room, partition, epoch, afterOffset, beforeOffset, limit)));
    }

    @Override
    public Mono<StoredEvent> find(RoomId room, EventId id) {
        return targets.share(new Target(room, id), () -> everything.find(room, id));
    }

    private Mono<StoredRange> layered(Mono<StoredRange> fromRecent, Mono<StoredRange> fromStore) {
        if (clock.millis() < recentPausedUntilMillis) {
            return fromStore.doOnSubscribe(_ -> byStore.increment());
        }
        return fromRecent
                .timeout(recentTimeout)
                .onErrorResume(_ -> {
                    recentFailed.increment();
                    recentPausedUntilMillis = clock.millis() + recentPauseMillis;
                    return Mono.empty();
                })
                .doOnNext(_ -> byRecent.increment())
                .switchIfEmpty(fromStore.doOnSubscribe(_ -> byStore.increment()));
    }
}
