package spate.faults.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One TCP connection that may send anything, WebSocket frames among it.
final class RawSocket implements AutoCloseable {

    static final int TEXT = 1;

    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] MASK = {1, 2, 3, 4};
    private static final int HEAD_MAX = 16 * 1024;

    private final Socket socket;
    private final DataInputStream in;

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    static String handshake(String extra) {
        return "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: spate.v1\r\n" + extra + "\r\n";
    }

    /// Opens a WebSocket and reads the head of the answer.
    void open() throws IOException {
        send(handshake("").getBytes(StandardCharsets.ISO_8859_1));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
            if (head.length() > HEAD_MAX) {
                throw new IOException("the head does not end");
            }
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + head.substring(0, Math.min(40, head.length())));
        }
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// A masked frame around a payload.
    static byte[] frame(int opcode, byte[] payload) {
        var frame = new ByteArrayOutputStream(payload.length + 8);
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        return frame.toByteArray();
    }

    /// Reads frames until one of text holds a word.
    ///
    /// @return false where the session ended before
    /// @throws java.net.SocketTimeoutException where neither happens in ten seconds
    boolean readsUntil(String word) throws IOException {
        byte[] wanted = word.getBytes(StandardCharsets.UTF_8);
        while (true) {
            int first = in.read();
            if (first < 0) {
                return false;
            }
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            byte[] payload = in.readNBytes(length);
            if ((first & 0x0f) == 8) {
                return false;
            }
            if (contains(payload, wanted)) {
                return true;
            }
        }
    }

    /// Ends the sending half, and reads to the end.
    ///
    /// @throws java.net.SocketTimeoutException where the other side does not end within ten seconds
    void drain() throws IOException {
        socket.shutdownOutput();
        while (in.read() >= 0) {
            // Whatever it says.
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }
}
