package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class StoreFailureTests {

    @Test
    void refusedRowsAreDataHoweverWrapped() {
        var refused = new R2dbcDataIntegrityViolationException("Data too long", "22001", 1406);

        assertThat(StoreFailure.of(refused)).isEqualTo(StoreFailure.DATA);
        assertThat(StoreFailure.of(new DataIntegrityViolationException("wrapped", refused)))
                .isEqualTo(StoreFailure.DATA);
        assertThat(StoreFailure.of(new StoreFailure.RefusedException("changed")))
                .isEqualTo(StoreFailure.DATA);
        assertThat(StoreFailure.of(new R2dbcNonTransientResourceException("Incorrect string value", "HY000", 1366)))
                .isEqualTo(StoreFailure.DATA);
    }

    @Test
    void everythingElseIsAnOutage() {
        assertThat(StoreFailure.of(new TimeoutException())).isEqualTo(StoreFailure.OUTAGE);
        assertThat(StoreFailure.of(new R2dbcTransientResourceException("Deadlock", "40001", 1213)))
                .isEqualTo(StoreFailure.OUTAGE);
        assertThat(StoreFailure.of(new R2dbcBadGrammarException("no such table", "42S02", 1146)))
                .isEqualTo(StoreFailure.OUTAGE);
        assertThat(StoreFailure.of(new R2dbcNonTransientResourceException("gone")))
                .isEqualTo(StoreFailure.OUTAGE);
    }
}
