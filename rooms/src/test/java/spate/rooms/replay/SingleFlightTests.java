package spate.rooms.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class SingleFlightTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final SingleFlight<String, Integer> flight = new SingleFlight<>(2);
    private final AtomicInteger lookUps = new AtomicInteger();

    @Test
    void manyWhoAskTheSameCostOneLookUp() {
        Sinks.One<Integer> answer = Sinks.one();
        List<Mono<Integer>> asked = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            asked.add(flight.share("room", () -> counted(answer.asMono())));
        }

        StepVerifier.create(Flux.merge(Flux.fromIterable(asked), asked.size())
                        .distinct()
                        .collectList())
                .then(() -> answer.tryEmitValue(7).orThrow())
                .expectNext(List.of(7))
                .expectComplete()
                .verify(SOON);
        assertThat(lookUps).hasValue(1);
        assertThat(flight.underWay()).isZero();
    }

    @Test
    void whoAsksAfterTheAnswerLooksUpAnew() {
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(flight.share("room", () -> counted(Mono.just(1))))
                    .expectNext(1)
                    .expectComplete()
                    .verify(SOON);
        }

        assertThat(lookUps).hasValue(2);
    }

    @Test
    void anErrorReachesAllAndIsNotKept() {
        Sinks.One<Integer> answer = Sinks.one();
        var first = flight.share("room", () -> counted(answer.asMono()));
        var second = flight.share("room", () -> counted(answer.asMono()));

        StepVerifier.create(Flux.mergeDelayError(2, first.materialize(), second.materialize())
                        .filter(signal -> signal.isOnError())
                        .count())
                .then(() ->
                        answer.tryEmitError(new IllegalStateException("away")).orThrow())
                .expectNext(2L)
                .expectComplete()
                .verify(SOON);
        assertThat(flight.underWay()).isZero();
    }

    @Test
    void nothingFoundIsAnAnswerToo() {
        StepVerifier.create(flight.share("room", () -> counted(Mono.empty())))
                .expectComplete()
                .verify(SOON);
        assertThat(flight.underWay()).isZero();
    }

    @Test
    void whoeverTurnsAwayLeavesTheOthersTheirAnswer() {
        Sinks.One<Integer> answer = Sinks.one();
        var leaver = flight.share("room", () -> counted(answer.asMono())).subscribe();
        StepVerifier.create(flight.share("room", () -> counted(answer.asMono())))
                .then(leaver::dispose)
                .then(() -> answer.tryEmitValue(7).orThrow())
                .expectNext(7)
                .expectComplete()
                .verify(SOON);
        assertThat(lookUps).hasValue(1);
        assertThat(flight.underWay()).isZero();
    }

    @Test
    void beyondTheBoundLookUpsAreMadeUnshared() {
        Sinks.One<Integer> answer = Sinks.one();
        var asked = List.of(
                flight.share("a", () -> counted(answer.asMono())),
                flight.share("b", () -> counted(answer.asMono())),
                flight.share("c", () -> counted(answer.asMono())),
                flight.share("c", () -> counted(answer.asMono())));

        StepVerifier.create(Flux.merge(asked).count())
                .then(() -> assertThat(flight.underWay()).isEqualTo(2))
                .then(() -> answer.tryEmitValue(7).orThrow())
                .expectNext(4L)
                .expectComplete()
                .verify(SOON);
        assertThat(lookUps).hasValue(4);
    }

    private Mono<Integer> counted(Mono<Integer> lookUp) {
        lookUps.incrementAndGet();
        return lookUp;
    }
}
