package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTests {

    private static final byte[] FLUSHED = {0, 0, (byte) 0xff, (byte) 0xff};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void aTextFrameHoldsItsPayloadBehindTheRightHeader(int length) {
        byte[] payload = payload(length);
        byte[] frame = WebSocketFraming.text(payload);
        assertThat(frame[0]).isEqualTo((byte) 0x81);
        assertThat(content(frame)).isEqualTo(payload);
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        assertThat(frame).hasSize(header + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 1_000, 65_536, 400_000})
    void aDeflatedFrameInflatesToThePayload(int length) throws DataFormatException {
        byte[] payload = payload(length);
        byte[] frame = WebSocketFraming.deflated(payload);
        assertThat(frame[0]).isEqualTo((byte) 0xc1);
        assertThat(inflate(new Inflater(true), content(frame))).isEqualTo(payload);
    }

    /// The same bytes serve sessions that keep the decompressor's context and those that do not.
    @Test
    void deflatedFramesInflateOneAfterTheOtherInOneContext() throws DataFormatException {
        var kept = new Inflater(true);
        for (int n = 0; n < 20; n++) {
            byte[] payload = payload(100 + n * 997);
            byte[] frame = WebSocketFraming.deflated(payload);
            assertThat(inflate(kept, content(frame))).isEqualTo(payload);
        }
        kept.end();
    }

    @Test
    void aBatchIsEncodedOnceInEachForm() {
        Batch batch = TestEvents.batch(3, 9, 4, 7);
        for (Encoding encoding : Encoding.values()) {
            ByteBuf first = encoded(batch, encoding);
            ByteBuf second = encoded(batch, encoding);
            assertThat(first.memoryAddress()).isEqualTo(second.memoryAddress());
            assertThat(first.isDirect()).isTrue();
            first.release();
            second.release();
        }
        ByteBuf encoded = encoded(batch, Encoding.WEBSOCKET);
        String frame = new String(content(ByteBufUtil.getBytes(encoded)), StandardCharsets.UTF_8);
        encoded.release();
        batch.release();
        String epoch = TestEvents.LOG.epoch();
        assertThat(frame)
                .startsWith("{\"type\":\"events\",\"room\":\"the-room\",\"prev\":\"" + epoch + ".3\",\"position\":\""
                        + epoch + ".9\",\"events\":[{")
                .endsWith("}]}")
                .contains(new String(TestEvents.at(4).body(), StandardCharsets.UTF_8) + ","
                        + new String(TestEvents.at(7).body(), StandardCharsets.UTF_8));
    }

    @Test
    void whatIsBeingWrittenOutlivesItsBatch() {
        Batch batch = TestEvents.batch(3, 9, 4, 7);
        ByteBuf written = encoded(batch, Encoding.WEBSOCKET);
        byte[] before = ByteBufUtil.getBytes(written);
        batch.release();
        batch.release();
        assertThat(batch.encoded(Encoding.WEBSOCKET)).isNull();
        assertThat(batch.encoded(Encoding.SSE)).isNull();
        assertThat(ByteBufUtil.getBytes(written)).isEqualTo(before);
        assertThat(written.release()).isTrue();
    }

    private static ByteBuf encoded(Batch batch, Encoding encoding) {
        return Objects.requireNonNull(batch.encoded(encoding));
    }

    @Test
    void anEventOfAnEventStreamHasPositionTypeAndBytes() {
        String stream = new String(SseFraming.events(TestEvents.LOG, TestEvents.at(4, 7)), StandardCharsets.UTF_8);
        String epoch = TestEvents.LOG.epoch();
        assertThat(stream)
                .isEqualTo("id: " + epoch + ".4\nevent: message\ndata: "
                        + new String(TestEvents.at(4).body(), StandardCharsets.UTF_8) + "\n\nid: " + epoch
                        + ".7\nevent: message\ndata: "
                        + new String(TestEvents.at(7).body(), StandardCharsets.UTF_8) + "\n\n");
        assertThat(SseFraming.events(TestEvents.LOG, List.of())).isEmpty();
        assertThat(new String(SseFraming.frame("drain", "{}".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("event: drain\ndata: {}\n\n");
    }

    private static byte[] content(byte[] frame) {
        var read = ByteBuffer.wrap(frame);
        read.get();
        long length = read.get();
        if (length == 126) {
            length = Short.toUnsignedInt(read.getShort());
        } else if (length == 127) {
            length = read.getLong();
        }
        assertThat(read.remaining()).isEqualTo((int) length);
        return Arrays.copyOfRange(frame, read.position(), frame.length);
    }

    /// As RFC 7692 says: append what the sender left away, then inflate.
    private static byte[] inflate(Inflater inflater, byte[] deflated) throws DataFormatException {
        byte[] whole = Arrays.copyOf(deflated, deflated.length + FLUSHED.length);
        System.arraycopy(FLUSHED, 0, whole, deflated.length, FLUSHED.length);
        inflater.setInput(whole);
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        int n = inflater.inflate(buffer);
        while (n > 0) {
            out.write(buffer, 0, n);
            n = inflater.inflate(buffer);
        }
        return out.toByteArray();
    }

    private static byte[] payload(int length) {
        var random = new Random(length);
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) ('a' + random.nextInt(6));
        }
        return payload;
    }
}
