package spate.rooms.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitPropertiesTests {

    @Test
    void defaultsHold() {
        assertThat(bind(Map.of()).timeout()).isEqualTo(Duration.ofMillis(40));
        assertThat(bind(Map.of()).shared()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"timeout, 4ms", "timeout, 1001ms", "retry, 99ms", "retry, 61s", "viewers-max, 999"})
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.limits." + key, value)))
                .rootCause()
                .hasMessageContaining("spate.limits." + key);
    }

    private static LimitProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.limits", LimitProperties.class);
    }
}
