package spate.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.Golden;
import spate.protocol.Limits;
import spate.protocol.Position;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;

class ServerFramesTests {

    private static final RoomId DEMO = new RoomId("demo");

    @Test
    void welcome() {
        var viewer = new ServerFrames.Viewer("Vd83kfLm20xPqz71", "미나", "mina", "#2f7fd1", List.of());
        assertGolden("welcome", ServerFrames.welcome(re("1"), "s4Tq9mZ1", viewer, 30, Limits.DEFAULTS));
        assertGolden("welcome-guest", ServerFrames.welcome(re("\"h-1\""), "s4Tq9mZ1", null, 30, Limits.DEFAULTS));
    }

    @Test
    void joined() {
        var joined = new ServerFrames.Joined(
                DEMO,
                position(1041),
                false,
                List.of(Golden.bytes("event/message")),
                RoomSettings.DEFAULTS,
                12,
                "viewer",
                null);
        assertGolden("joined", ServerFrames.joined(re("2"), joined, true));
        assertThat(new String(ServerFrames.joined(null, joined, false), StandardCharsets.UTF_8))
                .doesNotContain("history")
                .doesNotContain("\"re\"");
    }

    @Test
    void shortAnswers() {
        assertGolden("left", ServerFrames.left(re("4"), DEMO));
        assertGolden("pong", ServerFrames.pong(re("6")));
        assertGolden("posted", ServerFrames.posted(re("5"), new EventId("Zk3pQ7xW1nV5bM9cT2yR8A"), position(1041)));
        assertGolden("missed", ServerFrames.missed(DEMO, position(1043), position(2000)));
        assertGolden("audience", ServerFrames.audience(DEMO, 1204));
        assertGolden("drain", ServerFrames.drain(10_000));
    }

    @Test
    void errors() {
        var wait = Refusal.retryAfter(ErrorCode.RATE_LIMITED, "too many messages, wait a moment", 400);
        assertGolden("error", ServerFrames.error(re("5"), wait));
        var field = Refusal.ofField(ErrorCode.TEXT_TOO_LONG, "text", "at most 500 characters");
        assertGolden("error-field", ServerFrames.error(re("5"), field));
    }

    @Test
    void eventsAreSplicedWithoutTouchingThem() {
        String golden = Golden.text("server/events");
        int first = golden.indexOf("[{") + 1;
        int second = golden.indexOf(",{\"type\":\"reactions\"");
        byte[] one = golden.substring(first, second).getBytes(StandardCharsets.UTF_8);
        byte[] two = golden.substring(second + 1, golden.length() - 2).getBytes(StandardCharsets.UTF_8);
        assertGolden("events", ServerFrames.events(DEMO, position(1041), position(1043), List.of(one, two)));
    }

    @Test
    void aFrameOfHiddenEventsStillMovesThePosition() {
        assertGolden("events-hidden", ServerFrames.events(DEMO, position(1043), position(1044), List.of()));
    }

    private static void assertGolden(String name, byte[] frame) {
        assertThat(new String(frame, StandardCharsets.UTF_8)).isEqualTo(Golden.text("server/" + name));
    }

    private static Position position(long offset) {
        return new Position("q1Zx0aBc", offset);
    }

    private static FrameId re(String json) {
        return new FrameId(json);
    }
}
