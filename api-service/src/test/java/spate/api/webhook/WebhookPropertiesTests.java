package spate.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookPropertiesTests {

    @Test
    void defaultsHold() {
        WebhookProperties defaults = bind(Map.of());
        assertThat(defaults.every()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.lease()).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.bytesMax().toKilobytes()).isEqualTo(256);
        assertThat(defaults.plainHttp()).isFalse();
        assertThat(defaults.loopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "every, 49ms",
        "every, 61s",
        "timeout, 99ms",
        "timeout, 31s",
        "lease, 29s",
        "lease, 11m",
        "concurrency, 0",
        "concurrency, 257",
        "events-max, 0",
        "events-max, 201",
        "bytes-max, 63KB",
        "bytes-max, 5MB",
        "attempts-max, 0",
        "attempts-max, 21",
        "backoff-min, 9ms",
        "backoff-max, 999ms",
        "backoff-max, 25h",
        "failures-max, 0",
        "failures-max, 101",
        "keep, 59m",
        "keep, 91d",
        "deliveries-max, 99",
        "deliveries-max, 100001",
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.api.webhooks." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spate.api.webhooks." + key + " must be");
    }

    private static WebhookProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.api.webhooks", WebhookProperties.class);
    }
}
