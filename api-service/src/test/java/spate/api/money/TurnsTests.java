package spate.api.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import spate.api.web.ProblemException;

class TurnsTests {

    @Test
    void whoWaitsComesInTheOrderOfComing() {
        var turns = new Turns(1, 10);
        var first = Sinks.<Integer>one();
        List<Integer> done = new ArrayList<>();
        turns.inTurn(first.asMono()).subscribe(done::add);
        turns.inTurn(Mono.just(2)).subscribe(done::add);
        turns.inTurn(Mono.just(3)).subscribe(done::add);
        assertThat(done).isEmpty();
        first.tryEmitValue(1).orThrow();
        assertThat(done).containsExactly(1, 2, 3);
        assertThat(turns.running()).isZero();
    }

    @Test
    void whoComesWhenTooManyWaitIsRefused() {
        var turns = new Turns(1, 1);
        var first = Sinks.<Integer>one();
        turns.inTurn(first.asMono()).subscribe();
        Disposable second = turns.inTurn(Mono.just(2)).subscribe();
        StepVerifier.create(turns.inTurn(Mono.just(3)))
                .expectErrorMatches(e -> e instanceof ProblemException problem
                        && problem.problem().status() == 503)
                .verify(Duration.ofSeconds(5));
        second.dispose();
        first.tryEmitValue(1).orThrow();
        assertThat(turns.running()).isZero();
    }

    @Test
    void whoGivesUpBeforeComingTakesNoTurn() {
        var turns = new Turns(1, 1);
        turns.inTurn(Mono.just(1)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                cancel();
            }
        });
        assertThat(turns.running()).isZero();
    }

    @Test
    void anErrorEndsATurn() {
        var turns = new Turns(1, 1);
        StepVerifier.create(turns.inTurn(Mono.error(new IllegalStateException("x"))))
                .expectErrorMessage("x")
                .verify(Duration.ofSeconds(5));
        StepVerifier.create(turns.inTurn(Mono.just(1)))
                .expectNext(1)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void aLongQueueIsNoDeepStack() {
        var turns = new Turns(1, 100_000);
        var first = Sinks.<Integer>one();
        var done = new AtomicInteger();
        turns.inTurn(first.asMono()).subscribe();
        for (int n = 0; n < 50_000; n++) {
            turns.inTurn(Mono.fromCallable(done::incrementAndGet)).subscribe();
        }
        first.tryEmitValue(1).orThrow();
        assertThat(done).hasValue(50_000);
    }

    @Test
    void noTurnIsLostHoweverManyGiveUp() {
        var turns = new Turns(3, 1_000_000);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        Mono<Integer> work = Mono.defer(() -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            var isOver = new AtomicBoolean();
            Runnable end = () -> {
                // One step: who gives up while the work ends waits until it is counted as ended.
                synchronized (isOver) {
                    if (isOver.compareAndSet(false, true)) {
                        running.decrementAndGet();
                    }
                }
            };
            // Not doFinally: that would count a work as running while its end already lets the next one in.
            return Mono.delay(Duration.ofNanos(ThreadLocalRandom.current().nextInt(200_000)))
                    .map(_ -> 1)
                    .doOnTerminate(end)
                    .doOnCancel(end);
        });
        Flux.range(0, 5_000)
                .flatMap(
                        _ -> turns.inTurn(work)
                                .subscribeOn(Schedulers.parallel())
                                .timeout(
                                        Duration.ofNanos(
                                                ThreadLocalRandom.current().nextInt(400_000)),
                                        Mono.just(0)),
                        64)
                .blockLast(Duration.ofSeconds(30));
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> turns.running() == 0);
        assertThat(most.get()).isBetween(1, 3);
        StepVerifier.create(turns.inTurn(Mono.just(1)))
                .expectNext(1)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }
}
