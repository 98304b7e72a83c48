package spate.rooms.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.BadSqlGrammarException;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class BrokenConnectionTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void whoMeetsDeadConnectionsAsksAgain(int dead) {
        StepVerifier.create(answeredAfter(
                        dead,
                        new DataAccessResourceFailureException(
                                "asked", new R2dbcNonTransientResourceException("The connection is closed"))).retryWhen(BrokenConnection.again()))
                .expectNext("answer")
                .expectComplete()
                .verify(SOON);
        assertThat(tries).hasValue(dead + 1);
    }

    @Test
    void aDatabaseThatIsAwayIsAskedFewTimesAndItsFailureIsTold() {
        StepVerifier.create(answeredAfter(100, new ConnectException("refused")).retryWhen(BrokenConnection.again()))
                .expectError(ConnectException.class)
                .verify(SOON);
        assertThat(tries).hasValue(4);
    }

    @Test
    void whatIsNoBrokenConnectionIsNotTriedAgain() {
        for (Exception other : new Exception[] {
            new TimeoutException(),
            new QueryTimeoutException("too long"),
            new IllegalStateException("a column is empty"),
            new BadSqlGrammarException("read", "SELEC", new io.r2dbc.spi.R2dbcBadGrammarException("SELEC")),
        }) {
            tries.set(0);
            StepVerifier.create(answeredAfter(100, other).retryWhen(BrokenConnection.again()))
                    .expectError(other.getClass())
                    .verify(SOON);
            assertThat(tries).hasValue(1);
        }
    }

    @Test
    void driversTellOfBrokenConnectionsInManyWays() {
        assertThat(BrokenConnection.is(new IOException("Connection reset by peer")))
                .isTrue();
        assertThat(BrokenConnection.is(new R2dbcTransientResourceException("closed")))
                .isTrue();
        assertThat(BrokenConnection.is(new RuntimeException(new java.nio.channels.ClosedChannelException())))
                .isTrue();
    }

    private Mono<String> answeredAfter(int failures, Exception failure) {
        return Mono.defer(() -> tries.incrementAndGet() > failures ? Mono.just("answer") : Mono.error(failure));
    }
}
