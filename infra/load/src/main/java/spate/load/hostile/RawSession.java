package spate.load.hostile;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import spate.load.session.Endpoint;
import spate.load.wire.JsonCursor;
import spate.load.wire.MalformedJsonException;

/// A WebSocket session on a plain socket that writes whatever it is told, right or wrong. Blocks its thread.
final class RawSession implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final DataInputStream in;

    /// @param receiveBytes socket receive buffer, 0 for the system's choice
    /// @param answerMillis how long to wait for each answer
    RawSession(Endpoint endpoint, int receiveBytes, int answerMillis) throws IOException {
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(answerMillis);
        socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
        out = socket.getOutputStream();
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
    }

    /// Sends the handshake with further header lines.
    ///
    /// @return the HTTP status
    int handshake(Endpoint endpoint, String protocol, String moreHeaders) throws IOException {
        String request = "GET " + endpoint.path() + " HTTP/1.1\r\nHost: " + endpoint.authority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\nSec-WebSocket-Protocol: " + protocol + "\r\n" + moreHeaders + "\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return status();
    }

    private int status() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0 && head.length() < 16_384) {
            int c = in.read();
            if (c < 0) {
                return 0;
            }
            head.append((char) c);
        }
        return head.length() < 12 ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    /// Sends a masked frame with any first byte and payload.
    void frame(int firstByte, byte[] payload) throws IOException {
        out.write(header(firstByte, payload.length, 0x80));
        out.write(new byte[4]);
        out.write(payload);
        out.flush();
    }

    /// Sends a frame without a mask, which a client must not.
    void unmasked(int firstByte, byte[] payload) throws IOException {
        out.write(header(firstByte, payload.length, 0));
        out.write(payload);
        out.flush();
    }

    void text(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends the first bytes of a frame only.
    void half() throws IOException {
        out.write(new byte[] {(byte) 0x81, (byte) 0x90, 0, 0, 0, 0, '{'});
        out.flush();
    }

    /// Sends a plain GET.
    ///
    /// @return the HTTP status
    int get(Endpoint at) throws IOException {
        out.write(("GET " + at.path() + " HTTP/1.1\r\nHost: " + at.authority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return status();
    }

    /// Ends its own half of the connection only.
    void endOwnHalf() throws IOException {
        socket.shutdownOutput();
    }

    /// Reads until an answer to this frame, an error, or the end.
    ///
    /// @param re the `id` that was sent, -1 for any error
    /// @return `error code`, the answer's type, `close code`, `cut` or `silence`
    String answer(long re) {
        try {
            while (true) {
                int first = in.read();
                if (first < 0) {
                    return "cut";
                }
                byte[] payload = payload();
                switch (first & 0x0f) {
                    case 8 -> {
                        return payload.length < 2
                                ? "close 1005"
                                : "close " + (((payload[0] & 0xff) << 8) | (payload[1] & 0xff));
                    }
                    case 9 -> frame(0x8a, payload);
                    default -> {
                        String told = told(payload, re);
                        if (!told.isEmpty()) {
                            return told;
                        }
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            return "silence";
        } catch (IOException e) {
            return "cut";
        }
    }

    private byte[] payload() throws IOException {
        long length = in.read() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        var payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    private static String told(byte[] payload, long re) {
        try {
            var cursor = JsonCursor.over(payload);
            String type = "";
            String code = "";
            long answers = -1;
            cursor.enterObject();
            while (cursor.nextField()) {
                switch (cursor.field()) {
                    case "type" -> type = cursor.stringOrEmpty();
                    case "code" -> code = cursor.stringOrEmpty();
                    case "re" -> answers = cursor.number(-1);
                    default -> cursor.skip();
                }
            }
            boolean isMine = re >= 0 && answers == re;
            if (type.equals("error")) {
                return isMine || re < 0 || answers < 0 ? "error " + code : "";
            }
            return isMine ? type : "";
        } catch (MalformedJsonException e) {
            return "not JSON from the server";
        }
    }

    private static byte[] header(int firstByte, int length, int maskBit) {
        if (length < 126) {
            return new byte[] {(byte) firstByte, (byte) (maskBit | length)};
        }
        if (length < 65536) {
            return new byte[] {(byte) firstByte, (byte) (maskBit | 126), (byte) (length >> 8), (byte) length};
        }
        return new byte[] {
            (byte) firstByte,
            (byte) (maskBit | 127),
            0,
            0,
            0,
            0,
            (byte) (length >> 24),
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
