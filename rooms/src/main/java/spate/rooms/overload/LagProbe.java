package spate.rooms.overload;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Measures how long tasks wait for an executor, with at most one task of its own under way.
final class LagProbe {

    private final Executor executor;
    private volatile long sentAtNanos;
    private volatile long lagNanos;
    private volatile boolean underWay;

    LagProbe(Executor executor) {
        this.executor = executor;
    }

    /// How long a task waits now, as far as it is known. For one thread.
    long measure(long nowNanos) {
        if (underWay) {
            return Math.max(lagNanos, nowNanos - sentAtNanos);
        }
        long last = lagNanos;
        sentAtNanos = nowNanos;
        underWay = true;
        try {
            executor.execute(this::arrived);
        } catch (RejectedExecutionException _) {
            // The executor has ended: nobody waits for it.
            underWay = false;
            lagNanos = 0;
        }
        return last;
    }

    private void arrived() {
        lagNanos = System.nanoTime() - sentAtNanos;
        underWay = false;
    }
}
