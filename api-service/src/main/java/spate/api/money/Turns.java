package spate.api.money;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import spate.api.web.Problem;

/// Lets a bounded number through at the same time; the others wait in the order in which they came.
/// Thread-safe.
///
/// Transfers of one wallet, or to one room's owner, wait for each other in the database, each with a
/// connection. Without a bound a crowd that donates would take them all, and every other request would wait
/// for one.
final class Turns {

    private final int atOnce;
    private final int waitingMax;
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private int running;

    /// Who is let in and not told yet; as many as wait at most.
    private final ConcurrentLinkedQueue<MonoSink<Boolean>> letIn = new ConcurrentLinkedQueue<>();

    private final AtomicInteger telling = new AtomicInteger();

    /// @param atOnce how many get through at the same time
    /// @param waitingMax how many wait at most; more fail with 503
    Turns(int atOnce, int waitingMax) {
        this.atOnce = atOnce;
        this.waitingMax = waitingMax;
    }

    /// The same, once it is its turn. Who gives up waiting loses the place; work that has begun gives its turn on when
    /// it has ended, also where nobody waits for it any more.
    <T> Mono<T> inTurn(Mono<T> work) {
        return Mono.defer(() -> {
            var turn = new Turn();
            return Mono.<Boolean>create(sink -> enter(turn, sink))
                    .flatMap(_ -> begin(turn) ? work.doFinally(_ -> leave(turn, true)) : Mono.empty())
                    // However it ended, and at whatever moment: the turn itself knows whether it was ever let in.
                    .doFinally(_ -> leave(turn, false));
        });
    }

    private synchronized boolean begin(Turn turn) {
        turn.hasBegun = !turn.hasLeft;
        return turn.hasBegun;
    }

    private void enter(Turn turn, MonoSink<Boolean> sink) {
        switch (admit(turn, sink)) {
            case ENTERS -> sink.success(true);
            case WAITS, GAVE_UP -> {}
            case REFUSED ->
                sink.error(
                        Problem.unavailable("too many transfers wait already").toException());
        }
    }

    private synchronized Admission admit(Turn turn, MonoSink<Boolean> sink) {
        if (turn.hasLeft) {
            return Admission.GAVE_UP;
        }
        if (running < atOnce) {
            running++;
            turn.isRunning = true;
            return Admission.ENTERS;
        }
        if (waiting.size() >= waitingMax) {
            return Admission.REFUSED;
        }
        turn.sink = sink;
        waiting.addLast(turn);
        return Admission.WAITS;
    }

    /// @param hasWorked whether its work has ended; without, only who did not begin leaves
    private void leave(Turn turn, boolean hasWorked) {
        MonoSink<Boolean> next = passOn(turn, hasWorked);
        if (next != null) {
            letIn.add(next);
            tell();
        }
    }

    /// Tells one after the other, not one within the other: who is done at once lets the next one in at once,
    /// and a long queue would become a deep stack.
    private void tell() {
        if (telling.getAndIncrement() > 0) {
            return; // whoever tells now goes on with this one
        }
        do {
            MonoSink<Boolean> next = letIn.poll();
            if (next != null) {
                next.success(true);
            }
        } while (telling.decrementAndGet() > 0);
    }

    /// Who runs in its place; null where nobody does.
    private synchronized @Nullable MonoSink<Boolean> passOn(Turn turn, boolean hasWorked) {
        if (turn.hasBegun && !hasWorked) {
            return null;
        }
        turn.hasLeft = true;
        if (!turn.isRunning) {
            waiting.remove(turn);
            return null;
        }
        turn.isRunning = false;
        Turn next = waiting.pollFirst();
        if (next == null) {
            running--;
            return null;
        }
        next.isRunning = true;
        return next.sink;
    }

    /// How many are through and not done.
    synchronized int running() {
        return running;
    }

    private enum Admission {
        ENTERS,
        WAITS,
        REFUSED,
        /// Cancelled before it came to ask.
        GAVE_UP
    }

    /// One that waits or runs; guarded by the lock of all turns.
    private static final class Turn {
        private boolean isRunning;
        private boolean hasLeft;
        private boolean hasBegun;
        private @Nullable MonoSink<Boolean> sink;
    }
}
