package spate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTests {

    private static final RoomId DEMO = new RoomId("demo");

    @Test
    void aRepeatedSendHasTheSameIdAndNothingElseHas() {
        EventId id = EventId.derive(DEMO, "mina", "k1");
        assertThat(EventId.derive(DEMO, "mina", "k1")).isEqualTo(id);
        assertThat(EventId.derive(DEMO, "mina", "k2")).isNotEqualTo(id);
        assertThat(EventId.derive(DEMO, "minak", "1")).isNotEqualTo(id);
        assertThat(EventId.derive(new RoomId("other"), "mina", "k1")).isNotEqualTo(id);
        assertThat(EventId.random()).isNotEqualTo(EventId.random());
    }

    @Test
    void positionsComeBackFromTheirText() {
        var position = new Position("q1Zx0aBc", 1041);
        assertThat(Position.parse(position.toString())).contains(position);
        assertThat(Position.parse("q1Zx0aBc.-1")).contains(new Position("q1Zx0aBc", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "q1Zx0aBc",
                "q1Zx0aBc.",
                "q1Zx0aBc.-2",
                "q1Zx0aBc.01",
                "short.1",
                "q1Zx0aBc.9999999999999999999"
            })
    void whatIsNoPosition(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void anEpochTellsTopicAndPartitionsApart() {
        String epoch = Epoch.of("aJ3kd9", 12);
        assertThat(epoch).hasSize(8).isEqualTo(Epoch.of("aJ3kd9", 12));
        assertThat(Epoch.of("aJ3kd9", 13)).isNotEqualTo(epoch);
        assertThat(Epoch.of("other", 12)).isNotEqualTo(epoch);
    }

    /// Values that Kafka's own `Utils.murmur2` gives; the room core's tests compare the two over many keys.
    @Test
    void thePartitionRuleIsKafkas() {
        assertThat(Topic.murmur2("21".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(-973932308);
        assertThat(Topic.murmur2("foobar".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(-790332482);
        assertThat(Topic.murmur2("a-little-bit-long-string".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(-985981536);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Demo", "with space", "한국", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatIsNoRoomId(String text) {
        assertThat(RoomId.parse(text)).isEmpty();
    }
}
