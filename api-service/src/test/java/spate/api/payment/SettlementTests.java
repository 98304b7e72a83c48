package spate.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTests {

    @ParameterizedTest
    @CsvSource({
        "pending, PAID, CREDIT",
        "failed, PAID, CREDIT",
        "paid, PAID, NOTHING",
        "pending, FAILED, FAIL",
        "failed, FAILED, NOTHING",
        "paid, FAILED, CONTRADICTION",
    })
    void whatIsPaidIsCreditedOnce(String state, PaymentEvent.Outcome outcome, Settlement settlement) {
        assertThat(Settlement.of(state, outcome)).isEqualTo(settlement);
    }
}
