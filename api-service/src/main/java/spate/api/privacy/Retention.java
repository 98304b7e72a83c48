package spate.api.privacy;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.lease.Lease;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;
import spate.rooms.replay.RecentFormat;

/// Deletes events of rooms that keep them for so many days only: the oldest first, a few hundred at a time, one
/// replica at a time.
final class Retention extends BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration ROUND = Duration.ofMinutes(2);

    /// Of one room in one round, so that no room holds up the others.
    private static final int STEPS_MAX = 200;

    private final RetentionRows rows;
    private final Lease lease;
    private final ReactiveStringRedisTemplate redis;
    private final Duration every;
    private final Clock clock;

    Retention(RetentionRows rows, Lease lease, ReactiveStringRedisTemplate redis, Duration every, Clock clock) {
        this.rows = rows;
        this.lease = lease;
        this.redis = redis;
        this.every = every;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(every)
                .onBackpressureDrop()
                .concatMap(
                        _ -> round().timeout(ROUND).onErrorResume(e -> {
                            LOG.warn("Old events cannot be deleted now: {}", e.toString());
                            return Mono.empty();
                        }),
                        1)
                .subscribe();
    }

    private Mono<Void> round() {
        return lease.take()
                .filter(isTaken -> isTaken)
                .flatMap(_ -> rows.rooms(null)
                        .expand(page ->
                                page.size() < RetentionRows.ROOMS_MAX ? Mono.empty() : rows.rooms(page.getLast()))
                        .concatMapIterable(page -> page)
                        .takeWhile(_ -> lease.isHeld())
                        .concatMap(this::deleteOld)
                        .then());
    }

    private Mono<Void> deleteOld(RetentionRows.Kept room) {
        long before = clock.millis() - Duration.ofDays(room.days()).toMillis();
        return rows.deleteOldest(room.id(), before)
                .repeat(STEPS_MAX - 1)
                .takeUntil(deleted -> deleted < RetentionRows.EVENTS_MAX)
                .concatMap(deleted -> lease.take().thenReturn(deleted))
                .reduce(0L, Long::sum)
                .filter(deleted -> deleted > 0)
                // What Redis has of the room may be among it.
                .flatMap(_ -> redis.delete(RecentFormat.roomKey(room.id())).onErrorComplete())
                .then();
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }
}
