package spate.load.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import spate.load.check.EventIndex;

class FrameReaderTests {

    private static final String LONG_FRAME = frame("same-length-x");

    private final FrameReader reader = new FrameReader(new FrameParser(new EventIndex(), "run1", 0));

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

    @Test
    void payloadInPiecesIsComparedWithTheFrameThatItMayBe() {
        var known = read(LONG_FRAME, 0);
        var comparison = begun(LONG_FRAME);
        for (int from = 0; from < LONG_FRAME.length(); from += 100) {
            assertThat(comparison.isWhole()).isFalse();
            assertThat(comparison.take(piece(LONG_FRAME, from, from + 100))).isTrue();
        }
        assertThat(comparison.isWhole()).isTrue();
        assertThat(comparison.frame()).isSameAs(known);
    }

    @Test
    void pieceThatDiffersIsNotTakenAndWhatCameBeforeItIsKnown() {
        read(LONG_FRAME, 0);
        String other = frame("same-length-y");
        var comparison = begun(other);
        int cut = other.indexOf("same-length-y");
        assertThat(comparison.take(piece(other, 0, cut))).isTrue();
        var rest = piece(other, cut, other.length());
        assertThat(comparison.take(rest)).isFalse();
        assertThat(rest.readableBytes()).isEqualTo(other.length() - cut);
        var before = Unpooled.buffer();
        comparison.writeTo(before);
        assertThat(before.toString(StandardCharsets.UTF_8)).isEqualTo(other.substring(0, cut));
    }

    @Test
    void whatFollowsTheFrameIsLeftInTheBuffer() {
        read(LONG_FRAME, 0);
        var comparison = begun(LONG_FRAME);
        var more = piece(LONG_FRAME + "next", 0, LONG_FRAME.length() + 4);
        assertThat(comparison.take(more)).isTrue();
        assertThat(comparison.isWhole()).isTrue();
        assertThat(more.toString(StandardCharsets.UTF_8)).isEqualTo("next");
    }

    @Test
    void nothingIsComparedWithAFrameOfAnotherLengthOrHead() {
        read(LONG_FRAME, 0);
        assertThat(reader.begin(piece(LONG_FRAME, 0, 200), 0, LONG_FRAME.length() + 1, false))
                .isNull();
        String head = LONG_FRAME.replace("q.1", "q.2");
        assertThat(reader.begin(piece(head, 0, 200), 0, head.length(), false)).isNull();
        assertThat(reader.begin(piece(LONG_FRAME, 0, 200), 0, LONG_FRAME.length(), true))
                .isNull();
    }

    private FrameReader.Comparison begun(String text) {
        return Objects.requireNonNull(reader.begin(piece(text, 0, FrameReader.HEAD_BYTES), 0, text.length(), false));
    }

    private static ByteBuf piece(String text, int from, int to) {
        return Unpooled.copiedBuffer(text.substring(from, Math.min(to, text.length())), StandardCharsets.UTF_8);
    }
}
