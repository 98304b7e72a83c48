package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationsTests {

    @Test
    void aWordIsOneOfTwo() {
        var violations = new Violations();
        assertThat(violations.word("kind", "ban", "timeout", "ban")).isEqualTo("ban");
        assertThat(violations.isEmpty()).isTrue();
        assertThat(violations.word("kind", "Ban", "timeout", "ban")).isEmpty();
        assertThat(violations.word("kind", "", "timeout", "ban")).isEmpty();
        assertThat(violations.word("kind", null, "timeout", "ban")).isEmpty();
        assertThat(violations.toException().problem().errors())
                .extracting(error -> error.field() + ' ' + error.code())
                .containsExactly("kind form", "kind form", "kind required");
    }
}
