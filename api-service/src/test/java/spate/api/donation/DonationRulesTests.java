package spate.api.donation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spate.api.web.ProblemException;

class DonationRulesTests {

    private static final long NOW = 1_790_000_000_000L;
    private static final long DAY = 86_400_000;

    @ParameterizedTest
    @CsvSource({"1, 0", "999, 0", "1000, 1", "4999, 1", "5000, 2", "1000000, 3"})
    void anAmountHasItsTier(long amount, int tier) {
        assertThat(new DonationProperties(1, 1_000_000, List.of(1_000L, 5_000L, 10_000L)).tierOf(amount))
                .isEqualTo(tier);
    }

    @Test
    void windowsReachBack() {
        assertThat(Windows.since("day", NOW)).isEqualTo(NOW - DAY);
        assertThat(Windows.since("week", NOW)).isEqualTo(NOW - 7 * DAY);
        assertThat(Windows.since("month", NOW)).isEqualTo(NOW - 30 * DAY);
        assertThat(Windows.since("all", NOW)).isZero();
        assertThatThrownBy(() -> Windows.since("year", NOW)).isInstanceOf(ProblemException.class);
    }

    @Test
    void statementsHaveATime() {
        assertThat(Windows.of(null, null, NOW)).isEqualTo(new Windows.Span(NOW + 1 - 30 * DAY, NOW + 1));
        assertThat(Windows.of(5L, 10L, NOW)).isEqualTo(new Windows.Span(5, 10));
        assertThat(Windows.of(null, DAY, NOW)).isEqualTo(new Windows.Span(0, DAY));
        for (Long[] bad : new Long[][] {{-1L, 10L}, {11L, 10L}, {0L, 367 * DAY}, {0L, -1L}, {0L, Long.MAX_VALUE}}) {
            assertThatThrownBy(() -> Windows.of(bad[0], bad[1], NOW)).isInstanceOf(ProblemException.class);
        }
    }
}
