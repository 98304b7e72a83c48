package spate.stream.subscribe;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.CloseReason;

/// All SSE sessions of this replica. When it stops they are told to go elsewhere, and those that stayed are
/// ended. Thread-safe.
final class SseSessions implements SmartLifecycle {

    private final Set<SseSession> sessions = ConcurrentHashMap.newKeySet();
    private final Duration window;
    private volatile boolean running;
    private volatile boolean draining;

    SseSessions(Duration window, MeterRegistry meters) {
        this.window = window;
        meters.gauge("spate.sse.sessions", sessions, Set::size);
    }

    int count() {
        return sessions.size();
    }

    boolean isDraining() {
        return draining;
    }

    void add(SseSession session) {
        sessions.add(session);
    }

    void remove(SseSession session) {
        sessions.remove(session);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        draining = true;
        sessions.forEach(session -> session.drain(Math.max(1, window.toMillis())));
        Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                .onBackpressureDrop()
                .takeUntil(_ -> sessions.isEmpty())
                .then()
                .timeout(window, Mono.empty())
                .doFinally(_ -> stopped(callback))
                .subscribe();
    }

    private void stopped(Runnable callback) {
        sessions.forEach(session -> session.loop().execute(() -> session.end(CloseReason.RESTART)));
        running = false;
        callback.run();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server stops taking requests.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
