package spate.rooms.pace;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/// Runs a task whenever it is asked for: at once after a quiet time, else a while after it last began. Whatever asks in
/// between leads to one run, which begins after the last who asked. Runs never overlap. Thread-safe.
///
/// That while follows from what a run found to do: after a single thing it is an eighth of the longest, from eight on
/// it is the longest, and the more a run finds beyond sixteen, the shorter it is again. So a trickle hardly waits, a
/// flood moves in groups, and nothing waits for a group to grow that is large enough.
public final class Spaced implements Disposable {

    private static final int MANY = 8;

    /// Where a run costs little beside the things that it finds.
    private static final int ENOUGH = 16;

    private final IntSupplier task;
    private final long longestNanos;
    private final Scheduler scheduler;
    private final Scheduler.Worker worker;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private volatile long nextAt;

    /// @param task does what there is to do, and returns how many things that were
    /// @param longest time from the beginning of one run to that of the next
    /// @param scheduler runs the task and tells the time
    public Spaced(IntSupplier task, Duration longest, Scheduler scheduler) {
        this.task = task;
        this.longestNanos = longest.toNanos();
        this.scheduler = scheduler;
        this.worker = scheduler.createWorker();
        this.nextAt = now();
    }

    /// Asks for a run; after the end it does nothing.
    public void ask() {
        if (isDue.compareAndSet(false, true)) {
            // A clock that was set back must not hold the task up for longer than that.
            long wait = Math.clamp(nextAt - now(), 0, longestNanos);
            try {
                worker.schedule(this::run, wait, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                if (!worker.isDisposed()) {
                    throw e;
                }
            }
        }
    }

    private void run() {
        long begun = now();
        // Before the task, so that who asks while it runs waits as long as anybody.
        nextAt = begun + longestNanos;
        // Cleared first: who asks from here on is heard by another run.
        isDue.set(false);
        int found = task.getAsInt();
        nextAt = begun + nanosAfter(found);
    }

    private long nanosAfter(int found) {
        return found > ENOUGH ? longestNanos * ENOUGH / found : longestNanos * Math.min(found, MANY) / MANY;
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
