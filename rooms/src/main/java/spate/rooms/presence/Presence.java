package spate.rooms.presence;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.figures.Step;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;
import spate.rooms.room.Room;
import spate.rooms.room.Rooms;

/// Counts viewers: every five seconds each replica tells Redis how many sessions each of its rooms has, and the
/// rooms whose sum changed tell their viewers. Without Redis the sums stand still and nothing else happens. How many
/// came and left is told with it, for the figures.
final class Presence extends BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int ROOMS_AT_ONCE = 64;

    private final Rooms rooms;
    private final RedisCounts counts;
    private final Clock clock;
    private final Comings comings = new Comings();

    Presence(Rooms rooms, RedisCounts counts, Clock clock) {
        this.rooms = rooms;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> count().onErrorComplete(), 1)
                .subscribe();
    }

    /// One room that Redis does not answer for ends the round: asking for the rest would only wait longer.
    private Mono<Void> count() {
        return rooms.all().flatMapMany(this::count).then();
    }

    private Flux<Long> count(List<Room> all) {
        comings.keep(all);
        return Flux.fromIterable(all).flatMap(this::count, ROOMS_AT_ONCE);
    }

    private Mono<Long> count(Room room) {
        long step = Step.FINEST.floor(clock.millis());
        var traffic = comings.in(room, step, room.joins(), room.leaves());
        return counts.tell(room.id(), room.sessions(), step, traffic)
                .timeout(TIMEOUT)
                .doOnNext(room::hear);
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }
}
