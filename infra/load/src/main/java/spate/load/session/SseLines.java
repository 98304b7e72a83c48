package spate.load.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts SSE events together from the bytes of a stream, cut anywhere. Confined to one thread.
final class SseLines {

    private static final int LINE_MAX = 16 << 20;
    private static final byte[] NOTHING = {};

    private final Sink sink;
    private byte[] line = new byte[1024];
    private int lineLength;
    private byte[] data = NOTHING;
    private int dataLength;
    private byte[] id = NOTHING;
    private String event = "";

    SseLines(Sink sink) {
        this.sink = sink;
    }

    /// Takes all bytes of the buffer.
    void take(ByteBuf bytes) {
        while (bytes.isReadable()) {
            int newline = bytes.bytesBefore((byte) '\n');
            int length = newline < 0 ? bytes.readableBytes() : newline;
            ensureLine(lineLength + length);
            bytes.readBytes(line, lineLength, length);
            lineLength += length;
            if (newline >= 0) {
                bytes.skipBytes(1);
                if (lineLength > 0 && line[lineLength - 1] == '\r') {
                    lineLength--;
                }
                endLine();
                lineLength = 0;
            }
        }
    }

    private void endLine() {
        if (lineLength == 0) {
            if (dataLength > 0) {
                sink.event(event, id, data, dataLength);
            }
            dataLength = 0;
            id = NOTHING;
            event = "";
            return;
        }
        int colon = 0;
        while (colon < lineLength && line[colon] != ':') {
            colon++;
        }
        int value = Math.min(lineLength, colon + 1);
        if (value < lineLength && line[value] == ' ') {
            value++;
        }
        switch (new String(line, 0, colon, StandardCharsets.US_ASCII)) {
            case "data" -> addData(value);
            case "id" -> id = Arrays.copyOfRange(line, value, lineLength);
            case "event" -> event = new String(line, value, lineLength - value, StandardCharsets.UTF_8);
            default -> {
                // Comments and `retry` say nothing that is counted.
            }
        }
    }

    private void addData(int from) {
        int length = lineLength - from;
        int needed = dataLength + length + 1;
        if (data.length < needed) {
            data = Arrays.copyOf(data, Math.max(1024, needed * 2));
        }
        if (dataLength > 0) {
            data[dataLength++] = '\n';
        }
        System.arraycopy(line, from, data, dataLength, length);
        dataLength += length;
    }

    private void ensureLine(int needed) {
        if (needed > LINE_MAX) {
            throw new IllegalStateException("SSE line beyond " + LINE_MAX + " bytes");
        }
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.max(needed, line.length * 2));
        }
    }

    /// Takes each event; the data array is valid during the call only.
    interface Sink {

        void event(String event, byte[] id, byte[] data, int length);
    }
}
