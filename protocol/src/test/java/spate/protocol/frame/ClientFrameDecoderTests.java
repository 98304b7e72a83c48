package spate.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.Golden;
import spate.protocol.Limits;
import spate.protocol.RoomId;

class ClientFrameDecoderTests {

    private static final RoomId DEMO = new RoomId("demo");

    private final ClientFrameDecoder decoder = new ClientFrameDecoder(Limits.DEFAULTS);

    @Test
    void goldenFrames() {
        assertFrame("hello", new ClientFrame.Hello(new FrameId("1"), "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"));
        assertFrame("hello-guest", new ClientFrame.Hello(new FrameId("\"h-1\""), null));
        assertFrame("join", new ClientFrame.Join(new FrameId("2"), DEMO, null, 50));
        assertFrame("join-after", new ClientFrame.Join(new FrameId("3"), DEMO, "q1Zx0aBc.1041", 50));
        assertFrame("leave", new ClientFrame.Leave(new FrameId("4"), DEMO));
        assertFrame(
                "post",
                new ClientFrame.Post(
                        new FrameId("5"), DEMO, "안녕하세요 👋", "0f8c2a", new EventId("Zk3pQ7xW1nV5bM9cT2yR8A")));
        assertFrame("react", new ClientFrame.React(null, DEMO, "👍", 3));
        assertFrame("ping", new ClientFrame.Ping(new FrameId("6")));
        assertThat(Golden.names("client").count()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "hello",
                "{",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\"}}",
                "{\"type\":\"ping\"} {}",
                "{'type':1}",
                "[1,2"
            })
    void whatIsNotJson(String text) {
        assertThat(decode(text)).isInstanceOf(Decoded.NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "3",
                "null",
                "\"x\"",
                "{}",
                "{\"type\":3}",
                "{\"type\":null}",
                "{\"type\":\"join\"}",
                "{\"type\":\"ping\",\"id\":{}}",
                "{\"type\":\"ping\",\"id\":true}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"post\",\"room\":\"demo\"}",
                "{\"type\":\"post\",\"room\":\"demo\",\"text\":[\"x\"]}",
                "{\"type\":\"post\",\"room\":\"demo\",\"text\":\"\\ud800\"}",
                "{\"type\":\"post\",\"room\":\"demo\",\"text\":\"x\",\"key\":\"\"}",
                "{\"type\":\"post\",\"room\":\"demo\",\"text\":\"x\",\"replyTo\":\"short\"}",
                "{\"type\":\"join\",\"room\":\"demo\",\"history\":201}",
                "{\"type\":\"join\",\"room\":\"demo\",\"history\":-1}",
                "{\"type\":\"join\",\"room\":\"demo\",\"history\":1.5}",
                "{\"type\":\"join\",\"room\":\"demo\",\"history\":99999999999}",
                "{\"type\":\"react\",\"room\":\"demo\",\"reaction\":\"👍\",\"count\":21}",
                "{\"type\":\"hello\",\"token\":5}",
            })
    void whatIsJsonButNoFrame(String text) {
        assertRefused(text, ErrorCode.BAD_FRAME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"sing\"}|UNKNOWN_TYPE",
                "{\"type\":\"join\",\"room\":\"UPPER\"}|ROOM_UNKNOWN",
                "{\"type\":\"leave\",\"room\":\"ab\"}|ROOM_UNKNOWN"
            })
    void refusalsWithTheirOwnCode(String text, ErrorCode code) {
        assertRefused(text, code);
    }

    @Test
    void anIdThatCameFirstIsAnswered() {
        var refused = (Decoded.Refused) decode("{\"id\":\"a\\\"b\",\"type\":\"sing\"}");
        assertThat(refused.re()).isEqualTo(new FrameId("\"a\\\"b\""));
    }

    @Test
    void unknownFieldsAreSkippedUpToTheDepth() {
        assertThat(decode("{\"type\":\"ping\",\"more\":" + "[".repeat(20) + "]".repeat(20) + "}"))
                .isEqualTo(new Decoded.Frame(new ClientFrame.Ping(null)));
        assertRefused("{\"type\":\"ping\",\"more\":" + "[".repeat(4000) + "]".repeat(4000) + "}", ErrorCode.BAD_FRAME);
    }

    @Test
    void noBytesMakeTheDecoderThrow() {
        long seed = 20_261_121L;
        var random = new Random(seed);
        var names = Golden.names("client").toList();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Golden.bytes("client/" + names.get(random.nextInt(names.size())));
            for (int edits = random.nextInt(6); edits > 0; edits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            assertThat(decoder.decode(bytes, 0, length))
                    .as("seed %d, input %d", seed, i)
                    .isNotNull();
        }
    }

    private void assertFrame(String name, ClientFrame frame) {
        byte[] bytes = Golden.bytes("client/" + name);
        assertThat(decoder.decode(bytes, 0, bytes.length)).isEqualTo(new Decoded.Frame(frame));
    }

    private void assertRefused(String text, ErrorCode code) {
        assertThat(decode(text))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    private Decoded decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }
}
