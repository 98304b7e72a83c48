package spate.rooms.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// Asks for many in one call: what comes while a call is under way goes together with the next one. So a single
/// question waits for nothing, and a flood of them costs as many calls as there is time for. Thread-safe.
///
/// A call that fails fails everything that waits behind it too, so nobody waits for longer than two calls.
///
/// @param <Q> a question
/// @param <A> its answer
final class Gathering<Q, A> {

    private final Function<List<Q>, Mono<List<A>>> call;
    private final int groupMax;
    private final int waitingMax;
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();

    private record Asked<Q, A>(Q question, MonoSink<A> sink) {}

    /// @param call asks for a group and answers in its order; ends by itself, with an error where nothing answers
    /// @param groupMax questions in one call
    /// @param waitingMax questions that wait; further ones fail at once
    Gathering(Function<List<Q>, Mono<List<A>>> call, int groupMax, int waitingMax) {
        this.call = call;
        this.groupMax = groupMax;
        this.waitingMax = waitingMax;
    }

    /// Asks once for each subscriber, also for one that goes away before the answer.
    Mono<A> ask(Q question) {
        return Mono.create(sink -> {
            if (size.incrementAndGet() > waitingMax) {
                size.decrementAndGet();
                sink.error(new IllegalStateException("too many wait for an answer"));
                return;
            }
            waiting.add(new Asked<>(question, sink));
            next();
        });
    }

    /// Whoever adds a question or ends a call comes by here, so none is left behind.
    private void next() {
        while (!waiting.isEmpty() && busy.compareAndSet(false, true)) {
            List<Asked<Q, A>> group = take(groupMax);
            if (!group.isEmpty()) {
                begin(group);
                return;
            }
            busy.set(false);
        }
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
        call.apply(group.stream().map(Asked::question).toList())
                .filter(answers -> answers.size() == group.size())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("not an answer for each")))
                .subscribe(answers -> answered(group, answers), e -> failed(group, e));
    }

    /// The next call is on its way before anybody acts on the answers of this one.
    private void answered(List<Asked<Q, A>> group, List<A> answers) {
        busy.set(false);
        next();
        for (int i = 0; i < group.size(); i++) {
            group.get(i).sink.success(answers.get(i));
        }
    }

    private void failed(List<Asked<Q, A>> group, Throwable e) {
        List<Asked<Q, A>> behind = take(waitingMax);
        busy.set(false);
        next();
        group.forEach(asked -> asked.sink.error(e));
        behind.forEach(asked -> asked.sink.error(e));
    }
}
