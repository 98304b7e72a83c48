package spate.chat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A WebSocket down to its bits, for what no well-behaved library sends. Every read ends after 20 seconds.
final class RawSession implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final String head;

    /// A frame as it came.
    record Frame(boolean isDeflated, int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        }
    }

    private RawSession(int port, int receiveBuffer, String extraHeaders) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        String request = """
                GET /ws HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                Sec-WebSocket-Protocol: spate.v1\r
                %s\r
                """.formatted(port, extraHeaders);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(socket.getInputStream());
        var read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            read.append((char) in.readUnsignedByte());
        }
        head = read.toString();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("refused: " + head);
        }
    }

    static RawSession open(int port) throws IOException {
        return new RawSession(port, 0, "");
    }

    /// Its kernel holds only a little of what it does not read.
    static RawSession small(int port) throws IOException {
        return new RawSession(port, 4_096, "");
    }

    static RawSession deflating(int port) throws IOException {
        return new RawSession(port, 0, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
    }

    String head() {
        return head;
    }

    void text(String text) throws IOException {
        send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(boolean isFinal, int opcode, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) ((isFinal ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        // A mask of zeros is one too.
        frame.putInt(0).put(payload);
        socket.getOutputStream().write(Arrays.copyOf(frame.array(), frame.position()));
    }

    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Frame((first & 0x40) != 0, first & 0x0f, in.readNBytes((int) length));
    }

    /// Reads up to the next text frame that contains something.
    Frame readText(String part) throws IOException {
        Frame frame = read();
        while (frame.opcode() != TEXT || !frame.text().contains(part)) {
            frame = read();
        }
        return frame;
    }

    /// Reads up to the close frame.
    int readClose() throws IOException {
        Frame frame = read();
        while (frame.opcode() != CLOSE) {
            frame = read();
        }
        return frame.closeCode();
    }

    /// Says that nothing more will be sent, and goes on listening.
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
