package spate.rooms.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class GatheringTests {

    private static final int MANY = 20_000;
    private static final Duration SPACE = Duration.ofMillis(5);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<List<Integer>> calls = new ArrayList<>();
    private final List<Sinks.One<List<Integer>>> open = new ArrayList<>();
    private final Gathering<Integer, Integer> gathering = new Gathering<>(this::call, 3, 5, SPACE, time);
    private final List<String> told = new ArrayList<>();

    private Mono<List<Integer>> call(List<Integer> group) {
        calls.add(group);
        Sinks.One<List<Integer>> answer = Sinks.one();
        open.add(answer);
        return answer.asMono();
    }

    @AfterEach
    void end() {
        time.dispose();
    }

    private void ask(int question) {
        ask(question, Runnable::run);
    }

    private void ask(int question, Executor home) {
        gathering
                .ask(question, home)
                .subscribe(answer -> told.add(question + "=" + answer), e -> told.add(question + "!"));
        time.advanceTime();
    }

    private void answer(int call) {
        open.get(call)
                .tryEmitValue(calls.get(call).stream().map(each -> each * 10).toList());
    }

    private void pass() {
        time.advanceTimeBy(SPACE);
    }

    @Test
    void oneAloneIsAskedForAtOnce() {
        ask(1);
        assertThat(calls).containsExactly(List.of(1));
        answer(0);
        pass();
        ask(2);
        assertThat(calls).containsExactly(List.of(1), List.of(2));
        assertThat(told).containsExactly("1=10");
    }

    @Test
    void whatComesMeanwhileGoesTogetherAndInItsOrder() {
        IntStream.rangeClosed(1, 5).forEach(this::ask);
        pass();
        assertThat(calls).containsExactly(List.of(1));
        answer(0);
        time.advanceTime();
        assertThat(calls).containsExactly(List.of(1), List.of(2, 3, 4));
        pass();
        answer(1);
        time.advanceTime();
        answer(2);
        assertThat(calls).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
        assertThat(told).containsExactly("1=10", "2=20", "3=30", "4=40", "5=50");
    }

    @Test
    void whatComesSoonAfterACallWaitsForTheNext() {
        ask(1);
        answer(0);
        ask(2);
        ask(3);
        assertThat(calls).containsExactly(List.of(1));
        time.advanceTimeBy(SPACE.dividedBy(8));
        assertThat(calls).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void answersOfOneCallComeHomeInOneTask() {
        var here = new ArrayList<Runnable>();
        var there = new ArrayList<Runnable>();
        Executor even = here::add;
        Executor odd = there::add;
        ask(1, odd);
        ask(2, even);
        ask(3, odd);
        ask(4, even);
        answer(0);
        pass();
        answer(1);
        assertThat(told).isEmpty();
        assertThat(here).hasSize(1);
        here.forEach(Runnable::run);
        assertThat(told).containsExactly("2=20", "4=40");
        assertThat(there).hasSize(2);
        there.forEach(Runnable::run);
        assertThat(told).containsExactly("2=20", "4=40", "1=10", "3=30");
    }

    @Test
    void aHomeThatIsGoneLosesNoAnswer() {
        ask(1, _ -> {
            throw new RejectedExecutionException();
        });
        ask(2);
        answer(0);
        pass();
        answer(1);
        assertThat(told).containsExactly("1=10", "2=20");
    }

    @Test
    void aCallThatFailsFailsWhatWaitsBehindItAndNoMore() {
        ask(1);
        ask(2);
        ask(3);
        open.getFirst().tryEmitError(new IllegalStateException("gone"));
        assertThat(told).containsExactly("1!", "2!", "3!");
        pass();
        ask(4);
        answer(1);
        assertThat(told).endsWith("4=40");
    }

    @Test
    void anAnswerThatIsNoneForEachFails() {
        ask(1);
        open.getFirst().tryEmitValue(List.of(1, 2));
        pass();
        ask(2);
        open.getLast().tryEmitEmpty();
        assertThat(told).containsExactly("1!", "2!");
    }

    @Test
    void aCallThatCannotEvenBeginFailsAndTheNextGoesOn() {
        var fragile = new Gathering<Integer, Integer>(
                group -> {
                    if (group.contains(1)) {
                        throw new IllegalStateException("no connection");
                    }
                    return Mono.just(group);
                },
                3,
                5,
                SPACE,
                time);
        fragile.ask(1, Runnable::run).subscribe(_ -> told.add("1"), _ -> told.add("1!"));
        time.advanceTime();
        fragile.ask(2, Runnable::run).subscribe(answer -> told.add("2=" + answer));
        pass();
        assertThat(told).containsExactly("1!", "2=2");
    }

    @Test
    void whoComesWhereTooManyWaitFailsAtOnce() {
        IntStream.rangeClosed(1, 7).forEach(this::ask);
        assertThat(told).containsExactly("7!");
        answer(0);
        pass();
        ask(8);
        assertThat(told).containsExactly("7!", "1=10");
    }

    @Test
    void nobodyIsLeftBehindWhateverTheThreads() throws InterruptedException {
        var groups = new AtomicInteger();
        var under = new AtomicInteger();
        var most = new AtomicInteger();
        var busy = new Gathering<Integer, Integer>(
                group -> Mono.fromCallable(() -> {
                            groups.incrementAndGet();
                            most.accumulateAndGet(under.incrementAndGet(), Math::max);
                            under.decrementAndGet();
                            return group;
                        })
                        .subscribeOn(Schedulers.parallel()),
                64,
                MANY,
                Duration.ofNanos(10_000),
                Schedulers.parallel());
        var right = new AtomicInteger();
        var done = new CountDownLatch(MANY);
        try (ExecutorService askers = Executors.newFixedThreadPool(8);
                ExecutorService one = Executors.newSingleThreadExecutor();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (int n = 0; n < MANY; n++) {
                int question = n;
                Executor home = n % 2 == 0 ? one : other;
                askers.execute(() -> busy.ask(question, home)
                        .doFinally(_ -> done.countDown())
                        .subscribe(answer -> right.addAndGet(answer == question ? 1 : 0)));
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(right).hasValue(MANY);
        assertThat(most).hasValue(1);
        assertThat(groups.get()).isBetween(MANY / 64, MANY);
    }
}
