package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ArchivePropertiesTests {

    @Test
    void theDefaultsHold() {
        ArchiveProperties defaults = bind(Map.of());

        assertThat(defaults.enabled()).isTrue();
        assertThat(defaults.linger()).isEqualTo(Duration.ofMillis(100));
        assertThat(defaults.rowsMax()).isEqualTo(1_000);
        assertThat(defaults.bytesMax().toMegabytes()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "linger,201ms", "poll-rows-max,0", "poll-rows-max,20001", "rows-max,0", "rows-max,8001", "bytes-max,1KB",
        "bytes-max,9MB", "lanes,0", "lanes,17", "store-timeout,999ms", "retry-first,9ms", "retry-max,100ms",
        "watch,500ms", "silence,5s", "recent-timeout,9ms", "recent-pause,2m", "recent-within,2h"
    })
    void whatIsOutOfBoundsIsRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.archive." + key, value)))
                .rootCause()
                .hasMessageStartingWith("spate.archive." + key + " must be");
    }

    private static ArchiveProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.archive", ArchiveProperties.class);
    }
}
