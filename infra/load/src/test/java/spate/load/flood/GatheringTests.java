package spate.load.flood;

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
class GatheringTests {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everybodyJoinsAtOnce() throws IOException {
        try (var chat = new FakeChat()) {
            int code = Gathering.spike(List.of("--url=" + chat.url(), "--viewers=200", "--processes=2"), out);
            assertThat(output())
                    .contains("wanted 200  connected 200  joined 200")
                    .contains("connect+join");
            assertThat(code).isZero();
        }
    }

    @Test
    void lateJoinsFailWhereABoundIsGiven() throws IOException {
        try (var chat = new FakeChat()) {
            int code = Gathering.spike(List.of("--url=" + chat.url(), "--viewers=300", "--max-ready=1"), out);
            assertThat(output()).contains("joined 300").contains("BROKEN");
            assertThat(code).isEqualTo(1);
        }
    }

    @Test
    void silentViewersAreWeighed() throws IOException {
        try (var chat = new FakeChat()) {
            long self = ProcessHandle.current().pid();
            int code = Gathering.idle(
                    List.of("--url=" + chat.url(), "--viewers=50", "--seconds=1", "--server-pid=" + self), out);
            assertThat(output()).contains("rssBytesPerViewer").doesNotContain("heapBytesPerViewer unknown");
            assertThat(code).isZero();
        }
    }

    @Test
    void everyRoomIsJoined() throws IOException {
        try (var chat = new FakeChat()) {
            int code = ManyRooms.run(
                    List.of("--url=" + chat.url(), "--rooms=95", "--rooms-each=10", "--accounts=2", "--seconds=0"),
                    out);
            assertThat(output()).contains("wanted 95  joined 95  sessions 11");
            assertThat(code).isZero();
        }
    }
}
