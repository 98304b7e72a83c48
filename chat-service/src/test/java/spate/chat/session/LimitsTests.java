package spate.chat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import spate.protocol.Limits;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.RoomPolicy;

class LimitsTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aBucketGivesItsBurstAndThenItsRate() {
        var bucket = new TokenBucket(5, 20, 0);
        for (int n = 0; n < 20; n++) {
            assertThat(bucket.take(0)).isZero();
        }
        assertThat(bucket.take(0)).isEqualTo(200);
        assertThat(bucket.take(SECOND / 10)).isEqualTo(100);
        assertThat(bucket.take(SECOND / 5)).isZero();
        assertThat(bucket.take(SECOND / 5)).isPositive();
        assertThat(bucket.isFull(SECOND)).isFalse();
        assertThat(bucket.isFull(5 * SECOND)).isTrue();
    }

    @Test
    void eachViewerHasARateOfItsOwnThatIsForgotten() {
        var rates = new PostRates(1, 2);
        assertThat(List.of(rates.take("a", 0), rates.take("a", 0), rates.take("b", 0)))
                .containsOnly(0L);
        assertThat(rates.take("a", 0)).isPositive();
        rates.sweep(SECOND);
        assertThat(rates.size()).isEqualTo(1);
        rates.sweep(3 * SECOND);
        assertThat(rates.size()).isZero();
    }

    @Test
    void slowModeCountsFromTheLastMessageInTheRoom() {
        var slow = new SlowMode();
        var policy = new RoomPolicy(new RoomId("the-room"), "owner", RoomSettings.of(true, 500, 10, List.of()), 1);
        var other = new RoomPolicy(new RoomId("other-room"), "owner", policy.settings(), 1);
        assertThat(slow.waitMillis(policy, "mina", 0)).isZero();
        slow.posted(policy, "mina", 0);
        assertThat(slow.waitMillis(policy, "mina", 4 * SECOND)).isEqualTo(6_000);
        assertThat(slow.waitMillis(policy, "mina", 10 * SECOND)).isZero();
        assertThat(slow.waitMillis(other, "mina", 0)).isZero();
        assertThat(slow.waitMillis(policy, "noah", 0)).isZero();
        slow.posted(policy, "owner", 0);
        assertThat(slow.waitMillis(policy, "owner", 0)).isZero();
    }

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
