package spate.load.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import spate.load.check.EventIndex;

class FrameReaderTests {

    private static final String LONG_FRAME = frame("same-length-x");

    private final FrameReader reader = new FrameReader(new FrameParser(new EventIndex(), "run1"));

    private static String frame(String lastId) {
        var events = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            events.append("{\"id\":\"event-").append(i).append("\",\"type\":\"message\",\"text\":\"hello\"},");
        }
        return "{\"type\":\"events\",\"room\":\"demo\",\"prev\":\"q.1\",\"position\":\"q.9\",\"events\":[" + events
                + "{\"id\":\"" + lastId + "\",\"type\":\"message\",\"text\":\"hello\"}],\"tail\":\"0123456789\"}";
    }

    private Frame read(String text, int offset) {
        ByteBuf buffer = Unpooled.directBuffer();
        try {
            buffer.writeZero(offset).writeCharSequence(text, StandardCharsets.UTF_8);
            return reader.read(buffer, offset, buffer.readableBytes() - offset, false);
        } finally {
            buffer.release();
        }
    }

    @Test
    void sameBytesAreReadOnce() {
        assertThat(read(LONG_FRAME, 3)).isSameAs(read(LONG_FRAME, 10));
    }

    @Test
    void framesThatDifferInOneByteInTheMiddleAreDifferent() {
        var one = read(LONG_FRAME, 0);
        var other = read(frame("same-length-y"), 0);
        assertThat(other.events()[20]).isNotEqualTo(one.events()[20]);
        assertThat(other.events()[19]).isEqualTo(one.events()[19]);
    }

    @Test
    void compressedFrameIsInflated() {
        var deflater = new Deflater(6, true);
        deflater.setInput(LONG_FRAME.getBytes(StandardCharsets.UTF_8));
        var bytes = new byte[4096];
        int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH) - 4;
        deflater.end();
        var buffer = Unpooled.wrappedBuffer(bytes, 0, length);
        var frame = reader.read(buffer, 0, length, true);
        assertThat(frame.events()).hasSize(21);
        assertThat(frame.textLength()).isEqualTo(LONG_FRAME.length());
        assertThat(reader.read(buffer, 0, length, true)).isSameAs(frame);
    }
}
