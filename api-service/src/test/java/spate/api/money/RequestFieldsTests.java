package spate.api.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import spate.api.web.ProblemException;
import spate.api.web.Violations;
import tools.jackson.databind.json.JsonMapper;

class RequestFieldsTests {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"10", "500", "1000"})
    void wholeAmountsWithinTheBoundsAreTaken(String json) {
        var violations = new Violations();
        assertThat(Amounts.of(violations, "amount", JSON.readTree(json), 10, 1000))
                .isEqualTo(Long.parseLong(json));
        assertThat(violations.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "9",
                "1001",
                "-10",
                "10.0",
                "10.5",
                "1e2",
                "\"100\"",
                "true",
                "[100]",
                "99999999999999999999"
            })
    void otherAmountsAreNot(String json) {
        var violations = new Violations();
        assertThat(Amounts.of(violations, "amount", JSON.readTree(json), 10, 1000))
                .isZero();
        assertThatThrownBy(violations::throwIfAny).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a b", "열쇠", "\u0007"})
    void aKeyMustBeThereAndOfItsForm(@Nullable String header) {
        assertThatThrownBy(() -> RequestKey.of(header)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().errors().getFirst().field()).isEqualTo("Idempotency-Key");
        });
    }

    @Test
    void aKeyHasABound() {
        assertThat(RequestKey.of("k".repeat(100)).value()).hasSize(100);
        assertThatThrownBy(() -> RequestKey.of("k".repeat(101))).isInstanceOf(ProblemException.class);
    }

    @Test
    void digestsTellPartsApart() {
        assertThat(RequestKey.digest("room", "12", "3")).hasSize(43).isNotEqualTo(RequestKey.digest("room", "1", "23"));
        assertThat(RequestKey.digest("a:1")).isNotEqualTo(RequestKey.digest("a", ""));
    }
}
