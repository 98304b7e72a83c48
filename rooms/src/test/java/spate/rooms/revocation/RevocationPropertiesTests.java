package spate.rooms.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RevocationPropertiesTests {

    @Test
    void defaultsHold() {
        RevocationProperties defaults = bind(Map.of());
        assertThat(defaults.every()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.life()).isEqualTo(Duration.ofMinutes(65));
        assertThat(defaults.signInsMax()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "every, 99ms",
        "every, 61s",
        "life, 59s",
        "life, 25h",
        "sign-ins-max, 999",
        "sign-ins-max, 10000001",
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.revocation." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spate.revocation." + key + " must be");
    }

    private static RevocationProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.revocation", RevocationProperties.class);
    }
}
