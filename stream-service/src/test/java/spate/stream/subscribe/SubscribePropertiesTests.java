package spate.stream.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SubscribePropertiesTests {

    @Test
    void defaultsHold() {
        SubscribeProperties defaults = bind(Map.of());
        assertThat(defaults.historyLength()).isEqualTo(200);
        assertThat(defaults.comment()).isEqualTo(Duration.ofSeconds(15));
        assertThat(defaults.slow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.sessionsMax()).isZero();
        assertThat(defaults.drain()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({
        "history-length, -1",
        "history-length, 201",
        "comment, 999ms",
        "comment, 61s",
        "slow, 999ms",
        "slow, 601s",
        "sessions-max, -1",
        "drain, -1s",
        "drain, 601s",
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.stream.subscribe." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spate.stream.subscribe." + key + " must be");
    }

    private static SubscribeProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.stream.subscribe", SubscribeProperties.class);
    }
}
