package spate.chat.session;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.RoomId;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.EventLog;
import spate.rooms.log.LogEntry;
import spate.rooms.log.LogPhases;

/// Sums taps for each room and appends one event for about half a second of them, whatever their number. Taps
/// that the log does not take are dropped: they are no messages. Thread-safe.
final class Reactions implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final int APPENDS_MAX = 256;

    private final EventLog events;
    private final Clock clock;
    private final ConcurrentHashMap<RoomId, Map<String, Long>> taps = new ConcurrentHashMap<>();
    private volatile @Nullable Disposable running;

    Reactions(EventLog events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /// Counts taps of a reaction that the room knows.
    void tap(RoomId room, String reaction, int count) {
        taps.compute(room, (_, known) -> {
            Map<String, Long> counts = known == null ? new LinkedHashMap<>() : known;
            counts.merge(reaction, (long) count, Long::sum);
            return counts;
        });
    }

    @Override
    public void start() {
        running = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> appendAll(), 1)
                .subscribe();
    }

    private Mono<Void> appendAll() {
        return Flux.fromIterable(taps.keySet())
                .flatMap(this::append, APPENDS_MAX)
                .then();
    }

    private Mono<Position> append(RoomId room) {
        Map<String, Long> counts = taps.remove(room);
        if (counts == null) {
            return Mono.empty();
        }
        var event = new RoomEvent.Reactions(EventId.random().value(), clock.millis(), counts);
        return events.append(LogEntry.of(room, event, null)).onErrorComplete();
    }

    /// What was tapped since the last event is appended yet.
    @Override
    public void stop(Runnable callback) {
        if (running != null) {
            running.dispose();
            running = null;
        }
        appendAll()
                .timeout(STOP_TIMEOUT)
                .onErrorComplete()
                .doFinally(_ -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
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
