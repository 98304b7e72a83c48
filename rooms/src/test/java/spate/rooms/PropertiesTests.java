package spate.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import spate.rooms.held.HeldProperties;
import spate.rooms.log.LogProperties;
import spate.rooms.room.RoomsProperties;

class PropertiesTests {

    @Test
    void defaultsHold() {
        var rooms = bind("spate.rooms", RoomsProperties.class, Map.of());
        assertThat(rooms.windowLeast()).isEqualTo(Duration.ofMillis(4));
        assertThat(rooms.tailBatches()).isEqualTo(1024);
        assertThat(rooms.resumeWait()).isEqualTo(Duration.ofSeconds(5));
        var log = bind("spate.log", LogProperties.class, Map.of());
        assertThat(log.partitions()).isEqualTo(12);
        assertThat(log.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(log.repeatWindow()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
        "batch-bytes, 1023",
        "batch-bytes, 1048577",
        "window-least, 1001ms",
        "window-least, -1ms",
        "window-most, 3ms",
        "window-most, 1001ms",
        "share, 0.04",
        "share, 1.1",
        "tail-batches, 8",
        "tail-batches, 1000",
        "tail-batches, 131072",
        "tail-bytes, 65535",
        "tails-bytes, 1048575",
        "idle, 999ms",
        "idle, 61m",
        "replay-max, 99",
        "replay-max, 100001",
        "resume-wait, 99ms",
        "resume-wait, 31s",
        "unknown-for, -1s",
        "unknown-for, 61s",
        "unknown-max, 9",
        "loads-max, 0",
        "joins-max, 99",
        "joins-max, 1000001",
    })
    void badBoundsOfRoomsAreRefusedByName(String key, String value) {
        assertRefused("spate.rooms", RoomsProperties.class, key, value);
    }

    @ParameterizedTest
    @CsvSource({
        "servers, ' '",
        "partitions, 0",
        "partitions, 1025",
        "replication, 0",
        "replication, 8",
        "linger, 101ms",
        "linger, -1ms",
        "timeout, 999ms",
        "timeout, 121s",
        "appends-max, 99",
        "appends-max, 1000001",
        "repeat-window, 25h",
        "repeat-window, -1s",
        "repeat-ids-max, 999",
        "repeat-ids-max, 50000001",
        "recent-bytes, 1048575",
        "recent-bytes, 4294967297",
    })
    void badBoundsOfTheLogAreRefusedByName(String key, String value) {
        assertRefused("spate.log", LogProperties.class, key, value);
    }

    @ParameterizedTest
    @CsvSource({"per-room-max, 0", "per-room-max, 10001", "life, 59s", "life, 31d"})
    void badBoundsOfHeldMessagesAreRefusedByName(String key, String value) {
        assertRefused("spate.held", HeldProperties.class, key, value);
    }

    private static void assertRefused(String prefix, Class<?> type, String key, String value) {
        assertThatThrownBy(() -> bind(prefix, type, Map.of(prefix + "." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix + "." + key);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
    }
}
