package spate.rooms.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LogReadPropertiesTests {

    @Test
    void defaultsHold() {
        assertThat(bind(Map.of()).recordsMax()).isEqualTo(1_000_000);
        assertThat(bind(Map.of()).readers()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "readers, 0",
        "readers, 17",
        "records-max, 999",
        "bytes-max, 1000",
        "timeout, 99ms",
        "timeout, 31s",
        "asks-max, 9",
        "newest-records, 99",
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.log.read." + key, value)))
                .rootCause()
                .hasMessageContaining("spate.log.read." + key);
    }

    private static LogReadProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.log.read", LogReadProperties.class);
    }
}
