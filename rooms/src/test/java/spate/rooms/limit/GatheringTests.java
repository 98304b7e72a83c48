package spate.rooms.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class GatheringTests {

    private static final int MANY = 20_000;

    private final List<List<Integer>> calls = new ArrayList<>();
    private final List<Sinks.One<List<Integer>>> open = new ArrayList<>();
    private final Gathering<Integer, Integer> gathering = new Gathering<>(this::call, 3, 5);
    private final List<String> told = new ArrayList<>();

    private Mono<List<Integer>> call(List<Integer> group) {
        calls.add(group);
        Sinks.One<List<Integer>> answer = Sinks.one();
        open.add(answer);
        return answer.asMono();
    }

    private void ask(int question) {
        gathering.ask(question).subscribe(answer -> told.add(question + "=" + answer), e -> told.add(question + "!"));
    }

    private void answer(int call) {
        open.get(call)
                .tryEmitValue(calls.get(call).stream().map(each -> each * 10).toList());
    }

    @Test
    void oneAloneIsAskedForAtOnce() {
        ask(1);
        assertThat(calls).containsExactly(List.of(1));
        answer(0);
        ask(2);
        assertThat(calls).containsExactly(List.of(1), List.of(2));
        assertThat(told).containsExactly("1=10");
    }

    @Test
    void whatComesMeanwhileGoesTogetherAndInItsOrder() {
        IntStream.rangeClosed(1, 5).forEach(this::ask);
        assertThat(calls).containsExactly(List.of(1));
        answer(0);
        assertThat(calls).containsExactly(List.of(1), List.of(2, 3, 4));
        answer(1);
        answer(2);
        assertThat(calls).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
        assertThat(told).containsExactly("1=10", "2=20", "3=30", "4=40", "5=50");
    }

    @Test
    void aCallThatFailsFailsWhatWaitsBehindItAndNoMore() {
        ask(1);
        ask(2);
        ask(3);
        open.getFirst().tryEmitError(new IllegalStateException("gone"));
        assertThat(told).containsExactly("1!", "2!", "3!");
        ask(4);
        answer(1);
        assertThat(told).endsWith("4=40");
    }

    @Test
    void anAnswerThatIsNoneForEachFails() {
        ask(1);
        open.getFirst().tryEmitValue(List.of(1, 2));
        ask(2);
        open.getLast().tryEmitEmpty();
        assertThat(told).containsExactly("1!", "2!");
    }

    @Test
    void whoComesWhereTooManyWaitFailsAtOnce() {
        IntStream.rangeClosed(1, 7).forEach(this::ask);
        assertThat(told).containsExactly("7!");
        answer(0);
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
                MANY);
        var right = new AtomicInteger();
        var done = new CountDownLatch(MANY);
        try (ExecutorService askers = Executors.newFixedThreadPool(8)) {
            for (int n = 0; n < MANY; n++) {
                int question = n;
                askers.execute(() -> busy.ask(question)
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
