package spate.rooms.presence;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogPhases;
import spate.rooms.room.Room;
import spate.rooms.room.Rooms;

/// Counts viewers: every five seconds each replica tells Redis how many sessions each of its rooms has, and the
/// rooms whose sum changed tell their viewers. Without Redis the sums stand still and nothing else happens.
final class Presence implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int ROOMS_AT_ONCE = 64;

    private final Rooms rooms;
    private final RedisCounts counts;
    private volatile @Nullable Disposable running;

    Presence(Rooms rooms, RedisCounts counts) {
        this.rooms = rooms;
        this.counts = counts;
    }

    @Override
    public void start() {
        running = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> count().onErrorComplete(), 1)
                .subscribe();
    }

    /// One room that Redis does not answer for ends the round: asking for the rest would only wait longer.
    private Mono<Void> count() {
        return rooms.all()
                .flatMapMany(Flux::fromIterable)
                .flatMap(this::count, ROOMS_AT_ONCE)
                .then();
    }

    private Mono<Long> count(Room room) {
        return counts.tell(room.id(), room.sessions()).timeout(TIMEOUT).doOnNext(room::hear);
    }

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
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
}
