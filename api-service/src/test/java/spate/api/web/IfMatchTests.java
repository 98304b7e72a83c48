package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTests {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", " * ", "7", "\"7\"", "W/\"7\"", "\"6\", \"7\"", "\"6\",W/\"7\""})
    void theVersionThatIsExpectedPasses(@Nullable String header) {
        assertThatCode(() -> IfMatch.of(header).check(7, "the room")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"77\"", "", "\"\"", "\"6\", \"8\"", "nonsense", "\"*\""})
    void anyOtherIsAConflict(String header) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> IfMatch.of(header).check(7, "the room"))
                .satisfies(refused -> {
                    assertThat(refused.problem().status()).isEqualTo(412);
                    assertThat(refused.problem().code()).isEqualTo("conflict");
                });
    }
}
