package spate.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import spate.api.web.ProblemException;

class PasswordsTests {

    private static final Duration WAIT = Duration.ofSeconds(20);

    private final Scheduler threads = Schedulers.newBoundedElastic(1, 2, "password-test", 60, true);
    private final Passwords passwords = new Passwords(new AccountProperties.Hashing(16_384, 2, 1, 2), threads);

    @AfterEach
    void end() {
        threads.dispose();
    }

    @Test
    void onlyTheRightPasswordMatches() {
        StepVerifier.create(passwords
                        .hash("비밀번호 하나")
                        .flatMapMany(hash -> Flux.concat(
                                passwords.matches("비밀번호 하나", hash),
                                passwords.matches("비밀번호 둘", hash),
                                passwords.matches("비밀번호 하나", null))))
                .expectNext(true, false, false)
                .expectComplete()
                .verify(WAIT);
    }

    @Test
    void theSameTextComposedOtherwiseIsTheSamePassword() {
        StepVerifier.create(passwords
                        .hash("caf\u00e9 caf\u00e9")
                        .flatMap(hash -> passwords.matches("cafe\u0301 cafe\u0301", hash)))
                .expectNext(true)
                .expectComplete()
                .verify(WAIT);
    }

    @Test
    void moreThanTheQueueTakesIsUnavailable() {
        var refused = Flux.range(0, 8)
                .flatMap(i -> passwords
                        .hash("password " + i)
                        .map(_ -> "done")
                        .onErrorResume(
                                ProblemException.class,
                                e -> Mono.just(e.problem().code())))
                .filter(outcome -> outcome.equals("unavailable"))
                .count();
        StepVerifier.create(refused)
                .assertNext(count -> assertThat(count).isBetween(4L, 6L))
                .expectComplete()
                .verify(WAIT);
    }
}
