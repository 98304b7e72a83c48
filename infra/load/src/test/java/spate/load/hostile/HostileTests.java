package spate.load.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import spate.load.fake.FakeChat;

@Timeout(60)
class HostileTests {

    private record Outcome(int code, String output) {}

    private static Outcome hostile(String cases) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var chat = new FakeChat()) {
            int code = Hostile.run(
                    List.of(
                            "--url=" + chat.url(),
                            "--cases=" + cases,
                            "--deaf=20",
                            "--viewers=5",
                            "--senders=2",
                            "--rate=10",
                            "--seconds=1",
                            "--answer-millis=1000"),
                    new PrintStream(bytes, true, StandardCharsets.UTF_8));
            return new Outcome(code, bytes.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void answerOfTheProtocolIsKept() throws IOException {
        var outcome = hostile("unknown type");
        assertThat(outcome.output())
                .containsPattern("ok +unknown type +seen error unknown_type")
                .contains("20 sessions joined that never read")
                .containsPattern("healthy group +every promise kept");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void otherAnswerIsBroken() throws IOException {
        var outcome = hostile("SSE: unknown room");
        assertThat(outcome.output()).containsPattern("BROKEN SSE: unknown room +seen status 200");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void frameThatCutsTheSessionIsSeenAsCut() throws IOException {
        var outcome = hostile("unmasked frame");
        assertThat(outcome.output()).containsPattern("ok +unmasked frame +seen (cut|close 1002)");
        assertThat(outcome.code()).isZero();
    }
}
