package spate.stream.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FiguresPropertiesTests {

    @Test
    void defaultsHold() {
        FiguresProperties defaults = bind(Map.of());
        assertThat(defaults.every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "every, 499ms",
        "every, 31s",
        "timeout, 999ms",
        "timeout, 301s",
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.figures." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spate.figures." + key + " must be");
    }

    private static FiguresProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.figures", FiguresProperties.class);
    }
}
