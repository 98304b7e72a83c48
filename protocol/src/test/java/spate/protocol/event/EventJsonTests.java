package spate.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spate.protocol.Golden;

class EventJsonTests {

    static Stream<String> events() {
        return Golden.names("event");
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyGoldenEventComesBackToTheByte(String name) {
        RoomEvent event = EventJson.decode(Golden.bytes("event/" + name));
        assertThat(new String(EventJson.encode(event), StandardCharsets.UTF_8)).isEqualTo(Golden.text("event/" + name));
    }

    @Test
    void everyTypeHasAGoldenEvent() {
        Set<Class<?>> types = events().map(
                        name -> EventJson.decode(Golden.bytes("event/" + name)).getClass())
                .collect(Collectors.toSet());
        assertThat(types).isEqualTo(Set.of(RoomEvent.class.getPermittedSubclasses()));
    }

    @Test
    void unknownFieldsAreIgnoredAndUnknownTypesRefused() {
        byte[] more =
                "{\"id\":\"a\",\"type\":\"opened\",\"at\":1,\"more\":{\"x\":[1]}}".getBytes(StandardCharsets.UTF_8);
        assertThat(EventJson.decode(more)).isEqualTo(new RoomEvent.Opened("a", 1, null));
        byte[] unknown = "{\"id\":\"a\",\"type\":\"sung\",\"at\":1}".getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> EventJson.decode(unknown));
    }

    @Test
    void anEncodedEventIsOneLineWhateverTheTextHolds() {
        var by = new Author("v", "n", "viewer", "#000000", List.of());
        byte[] json = EventJson.encode(new RoomEvent.Message("a", 1, by, "a\nb\r\u0000\u2028\"\\ 👋", null));
        for (byte b : json) {
            assertThat(b == '\n' || b == '\r' || b == 0).isFalse();
        }
    }

    @Test
    void longTextsAreExcerptedByCodePoint() {
        var by = new Author("v", "n", "viewer", "#000000", List.of());
        var reply = ReplyTo.to(new RoomEvent.Message("a", 1, by, "👋".repeat(81), null));
        assertThat(reply.excerpt()).isEqualTo("👋".repeat(79) + "…");
    }
}
