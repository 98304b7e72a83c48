package spate.rooms.room;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import spate.rooms.log.LogPhases;
import spate.rooms.overload.BusyThread;

/// The one thread that owns all rooms: tasks run one after the other, in the order in which they were given.
final class RelayThread implements BusyThread, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RelayThread.class);
    private static final Duration LOOK_UP_TIMEOUT = Duration.ofSeconds(8);

    private final Scheduler scheduler;
    private final LongSupplier nanoTime;
    private final Disposable.Composite lookUps = Disposables.composite();
    private volatile boolean running;

    RelayThread() {
        this(Schedulers.newSingle("spate-relay", true), System::nanoTime);
    }

    /// @param scheduler has one thread
    RelayThread(Scheduler scheduler, LongSupplier nanoTime) {
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
    }

    /// The time that this thread goes by; like [System#nanoTime], only differences mean something.
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /// Runs a task on this thread.
    @Override
    public void execute(Runnable task) {
        scheduler.schedule(() -> run(task));
    }

    /// Runs a task on this thread after a while.
    Disposable executeAfter(Duration delay, Runnable task) {
        return scheduler.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Looks something up elsewhere and comes back to this thread with the answer, or empty where there is none.
    <T> void lookUp(Mono<T> asked, Consumer<Optional<T>> found, Consumer<Throwable> failed) {
        var done = Disposables.swap();
        lookUps.add(done);
        done.update(asked.singleOptional()
                .timeout(LOOK_UP_TIMEOUT, scheduler)
                .publishOn(scheduler)
                .doFinally(_ -> lookUps.remove(done))
                .subscribe(answer -> run(() -> found.accept(answer)), e -> run(() -> failed.accept(e))));
    }

    /// A task that fails is a bug, but the rooms go on.
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("BUG: a task of the relay failed", e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        lookUps.dispose();
        scheduler.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return LogPhases.CONNECT;
    }
}
