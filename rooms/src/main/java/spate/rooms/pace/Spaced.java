package spate.rooms.pace;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/// Runs a task whenever it is asked for: at once after a quiet time, else a while after it last began. Whatever asks in
/// between leads to one run, which begins after the last who asked. Runs never overlap. Thread-safe.
public final class Spaced implements Disposable {

    private final Runnable task;
    private final long spaceNanos;
    private final Scheduler scheduler;
    private final Scheduler.Worker worker;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private volatile long begunAt;

    /// @param space least time from the beginning of one run to that of the next
    /// @param scheduler runs the task and tells the time
    public Spaced(Runnable task, Duration space, Scheduler scheduler) {
        this.task = task;
        this.spaceNanos = space.toNanos();
        this.scheduler = scheduler;
        this.worker = scheduler.createWorker();
        this.begunAt = now() - spaceNanos;
    }

    /// Asks for a run.
    public void ask() {
        if (isDue.compareAndSet(false, true)) {
            // A clock that was set back must not hold the task up for longer than that.
            long wait = Math.clamp(begunAt + spaceNanos - now(), 0, spaceNanos);
            worker.schedule(this::run, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void run() {
        begunAt = now();
        // Cleared first: who asks from here on is heard by another run.
        isDue.set(false);
        task.run();
    }

    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }

    /// Nothing begins from here on.
    @Override
    public void dispose() {
        worker.dispose();
    }
}
