package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import spate.rooms.log.LogUnavailableException;

class ProblemMappingTests {

    @Test
    void whatIsAwayIsUnavailable() {
        assertThat(List.of(
                        new LogUnavailableException("x"),
                        new TimeoutException(),
                        new R2dbcNonTransientResourceException("x"),
                        new DataAccessResourceFailureException("x"),
                        new CannotCreateTransactionException("x")))
                .map(ProblemMapping::of)
                .allSatisfy(problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.code()).isEqualTo("unavailable");
                    assertThat(problem.retryAfter()).isNotNull();
                });
    }

    @Test
    void whatNobodyExpectedTellsNothingOfTheInside() {
        for (Throwable error :
                new Throwable[] {new IllegalStateException("secret"), new DataIntegrityViolationException("secret")}) {
            Problem problem = ProblemMapping.of(error);
            assertThat(problem.status()).isEqualTo(500);
            assertThat(problem.code()).isEqualTo("internal");
            assertThat(problem.detail()).doesNotContain("secret");
        }
    }
}
