package spate.rooms.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ServerPropertiesTests {

    @Test
    void defaultsHold() {
        ServerProperties defaults = bind(Map.of());
        assertThat(defaults.requestDeadline()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({
        "request-deadline, 99ms",
        "request-deadline, -1s",
        "request-deadline, 6m",
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.server." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spate.server." + key + " must be");
    }

    private static ServerProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.server", ServerProperties.class);
    }
}
