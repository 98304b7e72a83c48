package spate.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import spate.load.check.EventIndex;

class FrameParserTests {

    private final EventIndex index = new EventIndex();
    private final FrameParser parser = new FrameParser(index, "run1", 0);

    private Frame frame(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return parser.frame(bytes, 0, bytes.length);
    }

    private static Hash128 hash(String id) {
        return Hash128.of(id.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eventsFrameGivesEachEventsOwnId() {
        String marker = Marker.text("run1", 3, 40, 123_456, 7);
        var frame =
                frame("{\"type\":\"events\",\"room\":\"demo\",\"prev\":\"q.1041\",\"position\":\"q.1044\",\"events\":["
                        + "{\"by\":{\"id\":\"B\"},\"id\":\"M1\",\"type\":\"message\",\"text\":\"hi" + marker
                        + "\",\"replyTo\":{\"id\":\"R\",\"excerpt\":\"no" + Marker.text("run1", 9, 9, 9, 9) + "\"}},"
                        + "{\"id\":\"E2\",\"type\":\"reactions\",\"counts\":{\"👍\":12}},"
                        + "{\"id\":\"E3\",\"type\":\"pinned\",\"target\":{\"id\":\"M1\",\"type\":\"message\",\"text\":\"x"
                        + marker + "\"}}]}");

        assertThat(frame.kind()).isEqualTo(Frame.Kind.EVENTS);
        assertThat(frame.isOf("demo".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(new String(frame.prev(), StandardCharsets.UTF_8)).isEqualTo("q.1041");
        assertThat(new String(frame.position(), StandardCharsets.UTF_8)).isEqualTo("q.1044");
        assertThat(frame.events()).containsExactly(0, 1, 2);
        assertThat(frame.messages()).isEqualTo(1);
        assertThat(index.find(hash("M1").hi(), hash("M1").lo())).isZero();
        assertThat(index.find(hash("B").hi(), hash("B").lo())).isEqualTo(-1);
        assertThat(index.find(hash("R").hi(), hash("R").lo())).isEqualTo(-1);
        assertThat(frame.scheduledMicros()).containsExactly(123_456, -1, -1);
        assertThat(frame.delayMicros()).startsWith(7);
        assertThat(index.sender(0)).isEqualTo(3);
        assertThat(index.number(0)).isEqualTo(40);
        assertThat(index.isMarked(2)).isFalse();
    }

    @Test
    void postedTellsTheEventIdsHash() {
        var frame = frame("{\"type\":\"posted\",\"re\":105,\"event\":\"Zk3p\",\"position\":\"q.1\"}");
        assertThat(frame.kind()).isEqualTo(Frame.Kind.POSTED);
        assertThat(frame.re()).isEqualTo(105);
        assertThat(new Hash128(frame.postedHi(), frame.postedLo())).isEqualTo(hash("Zk3p"));
        assertThat(index.size()).isZero();
    }

    @Test
    void errorTellsCodeAndWait() {
        var frame =
                frame("{\"type\":\"error\",\"re\":5,\"code\":\"rate_limited\",\"message\":\"m\",\"retryAfterMs\":400}");
        assertThat(frame.code()).isEqualTo("rate_limited");
        assertThat(frame.retryAfterMillis()).isEqualTo(400);
    }

    @Test
    void markersOfOtherRunsAndOrdinaryTextsAreNotMarked() {
        var frame = frame("{\"type\":\"events\",\"events\":["
                + "{\"id\":\"1\",\"type\":\"message\",\"text\":\"x" + Marker.text("run2", 1, 1, 1, 1) + "\"},"
                + "{\"id\":\"2\",\"type\":\"message\",\"text\":\"a-b-c-d-e\"},"
                + "{\"id\":\"3\",\"type\":\"message\",\"text\":\"\"},"
                + "{\"id\":\"4\",\"type\":\"message\",\"text\":\"#run1----\"}]}");
        assertThat(frame.scheduledMicros()).containsExactly(-1, -1, -1, -1);
    }

    @Test
    void eventWithoutIdIsMalformed() {
        assertThatThrownBy(() -> frame("{\"type\":\"events\",\"events\":[{\"type\":\"message\"}]}"))
                .isInstanceOf(MalformedJsonException.class);
    }
}
