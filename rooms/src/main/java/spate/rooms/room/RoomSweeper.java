package spate.rooms.room;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import spate.rooms.log.LogPhases;

/// Drops idle rooms every few seconds.
final class RoomSweeper implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final RelayThread thread;
    private final Relay relay;
    private volatile boolean running;
    private Disposable next = Disposables.disposed();

    RoomSweeper(RelayThread thread, Relay relay) {
        this.thread = thread;
        this.relay = relay;
    }

    @Override
    public void start() {
        running = true;
        next = thread.executeAfter(EVERY, this::sweep);
    }

    private void sweep() {
        relay.sweep();
        if (running) {
            next = thread.executeAfter(EVERY, this::sweep);
        }
    }

    @Override
    public void stop() {
        running = false;
        next.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return LogPhases.TAIL;
    }
}
