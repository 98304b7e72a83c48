package spate.rooms.pace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/// Asks for many in one call: what comes while a call is under way, or soon after one began, goes together with the
/// next one. So a single question waits for nothing, and a flood of them costs few calls. Thread-safe.
///
/// A call that fails fails everything that waits behind it too, so nobody waits for longer than two calls.
///
/// @param <Q> a question
/// @param <A> its answer
public final class Gathering<Q, A> {

    private final Function<List<Q>, Mono<List<A>>> call;
    private final int groupMax;
    private final int waitingMax;
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Spaced calls;

    private record Asked<Q, A>(Q question, Executor home, MonoSink<A> sink) {}

    /// @param call asks for a group and answers in its order; ends by itself, with an error where nothing answers
    /// @param groupMax questions in one call
    /// @param waitingMax questions that wait; further ones fail at once
    /// @param space longest time between the beginnings of two calls while questions come; see [Spaced]
    /// @param scheduler where calls begin
    public Gathering(
            Function<List<Q>, Mono<List<A>>> call, int groupMax, int waitingMax, Duration space, Scheduler scheduler) {
        this.call = call;
        this.groupMax = groupMax;
        this.waitingMax = waitingMax;
        this.calls = new Spaced(this::next, space, scheduler);
    }

    /// Asks once for each subscriber, also for one that goes away before the answer.
    ///
    /// @param home where the answer comes; all answers of a call that go to the same place come in one task, so
    ///     that a thread is woken once for all of them. An error comes on any thread
    public Mono<A> ask(Q question, Executor home) {
        return Mono.create(sink -> {
            if (size.incrementAndGet() > waitingMax) {
                size.decrementAndGet();
                sink.error(new IllegalStateException("too many wait for an answer"));
                return;
            }
            waiting.add(new Asked<>(question, home, sink));
            if (!busy.get()) {
                calls.ask();
            }
        });
    }

    /// Whoever adds a question while no call is under way, or ends one, leads here, so none is left behind.
    private int next() {
        while (!waiting.isEmpty() && busy.compareAndSet(false, true)) {
            List<Asked<Q, A>> group = take(groupMax);
            if (!group.isEmpty()) {
                begin(group);
                return group.size();
            }
            busy.set(false);
        }
        return 0;
    }

    private List<Asked<Q, A>> take(int most) {
        var group = new ArrayList<Asked<Q, A>>();
        for (Asked<Q, A> each = poll(); each != null; each = group.size() < most ? poll() : null) {
            group.add(each);
        }
        return group;
    }

    private @Nullable Asked<Q, A> poll() {
        Asked<Q, A> each = waiting.poll();
        if (each != null) {
            size.decrementAndGet();
        }
        return each;
    }

    private void begin(List<Asked<Q, A>> group) {
        Mono.defer(() -> call.apply(group.stream().map(Asked::question).toList()))
                .filter(answers -> answers.size() == group.size())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("not an answer for each")))
                .subscribe(answers -> answered(group, answers), e -> failed(group, e));
    }

    private void answered(List<Asked<Q, A>> group, List<A> answers) {
        ended();
        var homes = new IdentityHashMap<Executor, List<Runnable>>();
        for (int i = 0; i < group.size(); i++) {
            Asked<Q, A> asked = group.get(i);
            A answer = answers.get(i);
            homes.computeIfAbsent(asked.home, _ -> new ArrayList<>()).add(() -> asked.sink.success(answer));
        }
        homes.forEach(Gathering::tell);
    }

    private static void tell(Executor home, List<Runnable> answers) {
        try {
            home.execute(() -> answers.forEach(Runnable::run));
        } catch (RejectedExecutionException e) {
            // The home is gone, and so is what lives there; whoever still waits hears of it here.
            answers.forEach(Runnable::run);
        }
    }

    private void ended() {
        busy.set(false);
        if (!waiting.isEmpty()) {
            calls.ask();
        }
    }

    private void failed(List<Asked<Q, A>> group, Throwable e) {
        List<Asked<Q, A>> behind = take(waitingMax);
        ended();
        group.forEach(asked -> asked.sink.error(e));
        behind.forEach(asked -> asked.sink.error(e));
    }
}
