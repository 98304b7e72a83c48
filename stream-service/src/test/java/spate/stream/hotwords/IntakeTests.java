package spate.stream.hotwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.log.LogEntry;
import spate.rooms.log.Parsed;

class IntakeTests {

    private static final long NOW = 1_790_000_000_000L;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Intake intake = new Intake(
            properties(Map.of(
                    "spate.stream.hot-words.messages-per-second", "10",
                    "spate.stream.hot-words.per-room-per-second", "6")),
            new HotWordsMeters(meters),
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void aFloodIsSampledAndLeavesSomethingForOtherRooms() {
        for (int n = 0; n < 100; n++) {
            intake.stored(List.of(message("busy-room", NOW)));
        }
        for (int n = 0; n < 100; n++) {
            intake.stored(List.of(message("other-room", NOW)));
        }
        assertThat(intake.drain())
                .extracting(entry -> entry.room().value())
                .hasSize(10)
                .startsWith("busy-room")
                .endsWith("other-room")
                .filteredOn("busy-room"::equals)
                .hasSize(6);
        assertThat(intake.drain()).isEmpty();
        assertThat(meters.counter("spate.hotwords.left").count()).isEqualTo(190);
    }

    @Test
    void onlyMessagesOfTheLastMinuteAreTaken() {
        intake.stored(List.of(message("a-room", NOW - 61_000), message("a-room", NOW - 59_000)));
        var other = message("a-room", NOW).entry();
        intake.stored(List.of(new Parsed.Event(
                new LogEntry(other.room(), other.id(), "notice", other.author(), NOW, other.body()), 0, 0)));
        assertThat(intake.drain()).hasSize(1);
    }

    @Test
    void whatIsSaidInDirectRoomsIsNeitherTakenNorTakesTheRoomOfOthers() {
        for (int n = 0; n < 100; n++) {
            intake.stored(List.of(message(RoomId.randomDirect().value(), NOW)));
        }
        intake.stored(List.of(message("dm-room", NOW)));
        assertThat(intake.drain()).extracting(entry -> entry.room().value()).containsExactly("dm-room");
        assertThat(meters.counter("spate.hotwords.left").count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "messages-per-second, 0",
        "messages-per-second, 20001",
        "per-room-per-second, 0",
        "rooms-max, 0",
        "every, 1s",
        "every, 6m",
        "pause, 61s"
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> properties(Map.of("spate.stream.hot-words." + key, value)))
                .rootCause()
                .hasMessageContaining("spate.stream.hot-words." + key);
    }

    private static HotWordsProperties properties(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.stream.hot-words", HotWordsProperties.class);
    }

    private static Parsed.Event message(String room, long at) {
        return new Parsed.Event(
                new LogEntry(new RoomId(room), EventId.random(), "message", "viewer", at, new byte[0]), 0, 0);
    }
}
