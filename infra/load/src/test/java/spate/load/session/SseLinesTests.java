package spate.load.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("StringConcatToTextBlock") // Line ends are what is tested.
class SseLinesTests {

    private final List<String> seen = new ArrayList<>();
    private final SseLines lines = new SseLines((event, id, data, length) -> seen.add(event + "|"
            + new String(id, StandardCharsets.UTF_8) + "|" + new String(data, 0, length, StandardCharsets.UTF_8)));

    @Test
    void eventsAreWholeWhereverTheStreamIsCut() {
        byte[] stream = ("retry: 1000\n\nid: e.1\nevent: message\ndata: {\"a\":\"고양이\"}\n\n: comment\n\n"
                        + "data:one\r\ndata:two\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size < stream.length; size++) {
            seen.clear();
            for (int at = 0; at < stream.length; at += size) {
                lines.take(Unpooled.wrappedBuffer(stream, at, Math.min(size, stream.length - at)));
            }
            assertThat(seen).containsExactly("message|e.1|{\"a\":\"고양이\"}", "||one\ntwo");
        }
    }
}
