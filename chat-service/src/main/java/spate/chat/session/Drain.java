package spate.chat.session;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.CloseReason;
import spate.protocol.frame.ServerFrames;

/// Stops politely: not ready any more, every session told to go elsewhere within a window, those that stayed a quarter
/// of it longer closed with 1012, and only then the rest of the service. The quarter is for those who go last: they
/// stay until they have joined elsewhere.
final class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration LEAVING = Duration.ofSeconds(2);

    private final Sessions sessions;
    private final Duration window;
    private final ApplicationEventPublisher events;
    private volatile boolean running;
    private volatile boolean draining;

    Drain(Sessions sessions, Duration window, ApplicationEventPublisher events) {
        this.sessions = sessions;
        this.window = window;
        this.events = events;
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        draining = true;
        AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
        log.info("Draining {} sessions within {}", sessions.count(), window);
        byte[] told = ServerFrames.drain(Math.max(1, window.toMillis()));
        sessions.each(session -> session.channel().writeText(told));
        gone().timeout(window.plus(window.dividedBy(4)), Mono.empty())
                .doOnTerminate(() -> sessions.each(session -> session.end(CloseReason.RESTART)))
                .then(gone().timeout(LEAVING, Mono.empty()))
                .doFinally(_ -> stopped(callback))
                .subscribe();
    }

    private Mono<Void> gone() {
        return Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                .onBackpressureDrop()
                .takeUntil(_ -> sessions.count() == 0)
                .then();
    }

    private void stopped(Runnable callback) {
        running = false;
        sessions.stop();
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
