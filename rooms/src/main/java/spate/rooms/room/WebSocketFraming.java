package spate.rooms.room;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/// WebSocket frames from server to session (RFC 6455, section 5.2): final, unmasked.
public final class WebSocketFraming {

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int TEXT = 0x1;

    private WebSocketFraming() {}

    /// A text frame around a payload.
    public static byte[] text(byte[] payload) {
        return frame(FIN | TEXT, payload, payload.length);
    }

    /// A text frame whose payload is deflated by itself (RFC 7692, section 7.2.1), so that one result serves
    /// every session, whether it keeps the decompressor's context or not: nothing refers to an earlier message.
    static byte[] deflated(byte[] payload) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(payload);
            var out = new ByteArrayOutputStream(payload.length / 3 + 64);
            byte[] buffer = new byte[8192];
            int n;
            do {
                n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                out.write(buffer, 0, n);
            } while (n == buffer.length);
            // A sync flush ends in 00 00 ff ff, which the receiver adds by itself.
            return frame(FIN | RSV1 | TEXT, out.toByteArray(), out.size() - 4);
        } finally {
            deflater.end();
        }
    }

    private static byte[] frame(int first, byte[] payload, int length) {
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        byte[] frame = new byte[header + length];
        frame[0] = (byte) first;
        if (header == 2) {
            frame[1] = (byte) length;
        } else if (header == 4) {
            frame[1] = 126;
            frame[2] = (byte) (length >>> 8);
            frame[3] = (byte) length;
        } else {
            frame[1] = 127;
            for (int i = 0; i < 4; i++) {
                frame[6 + i] = (byte) (length >>> (24 - 8 * i));
            }
        }
        System.arraycopy(payload, 0, frame, header, length);
        return frame;
    }
}
