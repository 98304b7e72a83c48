package spate.chat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import spate.protocol.Limits;

class LimitsTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, chat.example, true",
                "https://chat.example, chat.example, true",
                "https://CHAT.example, chat.example, true",
                "http://127.0.0.1:8080, 127.0.0.1:8080, true",
                "http://127.0.0.1:8081, 127.0.0.1:8080, false",
                "https://good.example, chat.example, true",
                "https://good.example.evil.example, chat.example, false",
                "https://evil.example, chat.example, false",
                "null, chat.example, false",
                "not an origin, chat.example, false",
                "https://evil.example, -, false",
            })
    void onlyKnownPagesMayConnect(
            @org.jspecify.annotations.Nullable String origin,
            @org.jspecify.annotations.Nullable String host,
            boolean allowed) {
        assertThat(new Origins(List.of("https://good.example")).allows(origin, host))
                .isEqualTo(allowed);
        assertThat(new Origins(List.of("*")).allows(origin, host)).isTrue();
    }

    @Test
    void defaultsAreThoseOfTheProtocol() {
        assertThat(bind(Map.of()).limits()).isEqualTo(Limits.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "text-length, 0", "text-length, 2001", "key-length, 15", "key-length, 129",
        "history-length, -1", "history-length, 1001", "frame-bytes, 1023", "frame-bytes, 65537",
        "posts-per-second, 0", "posts-burst, 0", "frames-per-second, 0", "frames-burst, 0",
        "rooms-per-session, 0", "rooms-per-session, 1001", "sessions-per-address, -1", "sessions-max, -1",
        "replies-max, 0", "replies-max, 1001", "heartbeat, 999ms", "heartbeat, 301s",
        "slow, 999ms", "slow, 601s", "bad-frames-max, 0", "flood-max, 0",
        "drain, -1s", "drain, 601s",
    })
    void badLimitsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.chat.session." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spate.chat.session." + key);
    }

    private static SessionProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.chat.session", SessionProperties.class);
    }
}
