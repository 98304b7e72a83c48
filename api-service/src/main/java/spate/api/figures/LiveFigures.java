package spate.api.figures;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import spate.api.web.ProblemException;
import spate.api.web.Slots;
import spate.protocol.RoomId;

/// Live dashboards: every two seconds what is new, until the right to see it ends, the replica stops, or the reader
/// goes. However many look at a room, its figures are read once for all of them. What a slow reader does not take is
/// left out: the next one tells the same minute again. Thread-safe.
final class LiveFigures implements SmartLifecycle {

    static final Duration EVERY = Duration.ofSeconds(2);

    /// Between two looks at whether the viewer still may, in times of [#EVERY].
    private static final int CHECK_EVERY = 3;
    /// Shorter than the pause between two events, so that none tells the one before it again.
    private static final Duration SHARED = Duration.ofMillis(1_500);
    /// Longest wait for the database and Redis.
    private static final Duration READ = Duration.ofSeconds(5);
    /// Nobody's token is good for longer without being renewed.
    private static final Duration LIFE = Duration.ofHours(1);

    private final Figures figures;
    private final Slots slots;
    private final Scheduler timer;
    private final Map<RoomId, Shared> shared = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private volatile boolean running;

    LiveFigures(Figures figures, Slots slots, Scheduler timer) {
        this.figures = figures;
        this.slots = slots;
        this.timer = timer;
    }

    /// The events of one reader. Fails at once with a problem where there are too many readers; ends with an event
    /// `ended` where the right does.
    ///
    /// @param check fails with a problem where the viewer may see the room no more
    Flux<ServerSentEvent<Object>> of(RoomId room, String viewer, Mono<?> check) {
        return Flux.using(() -> enter(room, viewer), entered -> events(entered, check), entered -> leave(room, viewer));
    }

    private Shared enter(RoomId room, String viewer) {
        slots.take(viewer);
        return shared.compute(
                room,
                (_, known) -> known == null ? new Shared(read(room), 1) : new Shared(known.now(), known.readers() + 1));
    }

    private void leave(RoomId room, String viewer) {
        shared.computeIfPresent(
                room, (_, known) -> known.readers() == 1 ? null : new Shared(known.now(), known.readers() - 1));
        slots.free(viewer);
    }

    private Mono<ServerSentEvent<Object>> read(RoomId room) {
        return figures.live(room)
                .map(now ->
                        ServerSentEvent.<Object>builder(now).event("figures").build())
                .timeout(READ, timer)
                .cache(_ -> SHARED, _ -> Duration.ZERO, () -> Duration.ZERO, timer);
    }

    private Flux<ServerSentEvent<Object>> events(Shared room, Mono<?> check) {
        var unavailable = ServerSentEvent.builder().comment("not now").build();
        return Flux.interval(Duration.ZERO, EVERY, timer)
                .onBackpressureDrop()
                .concatMap(
                        number -> checked(number, check)
                                .then(room.now().onErrorResume(LiveFigures::isOutage, _ -> Mono.just(unavailable))),
                        0)
                .takeUntilOther(Mono.fromFuture(stopped, true))
                .take(LIFE, timer)
                .onErrorResume(ProblemException.class, LiveFigures::ended);
    }

    /// What cannot be checked while the database is away is checked when it is back: nothing is told until then.
    private static Mono<Void> checked(long number, Mono<?> check) {
        return number % CHECK_EVERY == 0 && number > 0
                ? check.then().onErrorResume(LiveFigures::isOutage, _ -> Mono.empty())
                : Mono.empty();
    }

    private static boolean isOutage(Throwable error) {
        return !(error instanceof ProblemException);
    }

    private static Mono<ServerSentEvent<Object>> ended(ProblemException why) {
        var reason =
                Map.of("code", why.problem().code(), "detail", why.problem().detail());
        return Mono.just(ServerSentEvent.<Object>builder(reason).event("ended").build());
    }

    /// Readers now.
    int readers() {
        return slots.taken();
    }

    @Override
    public void start() {
        if (stopped.isDone()) {
            stopped = new CompletableFuture<>();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopped.complete(true);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the server waits for the requests under way.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private record Shared(Mono<ServerSentEvent<Object>> now, int readers) {}
}
