package spate.load.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import spate.load.report.Count;
import spate.load.report.Tally;
import spate.load.wire.ClientFrame;
import spate.load.wire.FrameReader;

/// One WebSocket session that parses frames where they lie: a frame that is cut by the end of a read is compared
/// piece by piece with what the listener expects it to be, and only where it is something else put together. An idle
/// session holds no buffer. Confined to its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails ends the session, which the listener hears.
public final class WebSocketSession extends ChannelInboundHandlerAdapter {

    private static final int HANDSHAKE_MAX = 16 * 1024;
    private static final int FRAME_MAX = 64 << 20;
    private static final int WHOLE_TEXT = 0x81;
    private static final int DEFLATED = 0x40;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Endpoint endpoint;
    private final boolean wantsDeflate;
    private final WebSocketListener listener;
    private final Tally tally;
    private final String key;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf held;
    private @Nullable Compared compared;
    private @Nullable ByteBuf fragments;
    private boolean isFragmentDeflated;
    private boolean isOpen;
    private boolean isOver;
    private int closeCode;

    /// A frame that is cut, and so far like another one.
    private record Compared(byte[] header, FrameReader.Comparison payload) {}

    private WebSocketSession(Endpoint endpoint, boolean wantsDeflate, WebSocketListener listener, Tally tally) {
        this.endpoint = endpoint;
        this.wantsDeflate = wantsDeflate;
        this.listener = listener;
        this.tally = tally;
        var nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /// Opens a session; the listener hears how it went. Call on the loop.
    ///
    /// @param number the session's number, which decides its source address
    /// @param receiveBytes socket receive buffer, 0 for the system's choice
    /// @param tally where frames and bytes are counted; of this loop
    public static WebSocketSession open(
            Loops loops,
            EventLoop loop,
            Endpoint endpoint,
            int number,
            int receiveBytes,
            boolean wantsDeflate,
            WebSocketListener listener,
            Tally tally) {
        var session = new WebSocketSession(endpoint, wantsDeflate, listener, tally);
        loops.connect(loop, endpoint, number, receiveBytes, session).addListener(result -> {
            if (!result.isSuccess()) {
                session.over("connect: " + Failure.word(result.cause()));
            }
        });
        return session;
    }

    /// Writes one text frame; it leaves with the next `flush`.
    public void send(String text) {
        write(1, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends what was written.
    public void flush() {
        if (context != null) {
            context.flush();
        }
    }

    /// Whether the handshake is done and the session not over.
    public boolean isOpen() {
        return isOpen && !isOver;
    }

    /// Stops or goes on reading from the socket.
    public void setReading(boolean reading) {
        if (context != null) {
            context.channel().config().setAutoRead(reading);
        }
    }

    /// Ends the session from this side.
    public void close() {
        if (context != null) {
            if (isOpen()) {
                write(8, new byte[] {3, (byte) 0xe8});
                flush();
            }
            context.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        String extension = wantsDeflate
                ? "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover;"
                        + " client_no_context_takeover\r\n"
                : "";
        String request = "GET " + endpoint.path() + " HTTP/1.1\r\nHost: " + endpoint.authority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\nSec-WebSocket-Protocol: spate.v1\r\n" + extension + "\r\n";
        active.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        var in = (ByteBuf) message;
        try {
            tally.add(Count.WIRE_BYTES, in.readableBytes());
            if (!isOpen) {
                handshake(in);
            }
            while (isOpen() && in.isReadable()) {
                frame(in);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        over(isOpen ? "closed" : "closed in handshake");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        over(Failure.word(cause));
        broken.close();
    }

    private void handshake(ByteBuf in) {
        var buffer = held == null ? in.alloc().buffer(512) : held;
        held = buffer;
        buffer.writeBytes(in);
        String text = buffer.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            if (text.length() > HANDSHAKE_MAX) {
                fail("handshake too long");
            }
            return;
        }
        held = null;
        buffer.readerIndex(end + 4);
        try {
            String head = text.substring(0, end);
            String lower = head.toLowerCase(Locale.ROOT);
            if (!head.startsWith("HTTP/1.1 101")) {
                fail("handshake: " + (head.length() >= 12 ? head.substring(9, 12) : "no status"));
            } else if (!head.contains(accept())) {
                fail("handshake: wrong accept");
            } else if (wantsDeflate
                    && lower.contains("permessage-deflate")
                    && !lower.contains("server_no_context_takeover")) {
                fail("handshake: context takeover");
            } else {
                isOpen = true;
                listener.opened(this);
                while (isOpen() && buffer.isReadable()) {
                    frame(buffer);
                }
            }
        } finally {
            buffer.release();
        }
    }

    private String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    /// Takes one frame, or what there is of it, from the buffer.
    private void frame(ByteBuf in) {
        if (compared != null) {
            compare(compared, in);
            return;
        }
        if (held != null) {
            continueHeld(held, in);
            return;
        }
        int start = in.readerIndex();
        long total = frameLength(in, start, in.readableBytes());
        if (total < 0 || total > in.readableBytes()) {
            if (total < 0 || !begin(in, (int) total)) {
                hold(in, (int) Math.max(16, total));
            }
            return;
        }
        in.skipBytes((int) total);
        whole(in, start, (int) total);
    }

    private void hold(ByteBuf in, int bytes) {
        var buffer = in.alloc().buffer(bytes);
        held = buffer;
        buffer.writeBytes(in);
    }

    /// Begins to compare a frame that is cut; false where it must be put together.
    private boolean begin(ByteBuf in, int total) {
        int start = in.readerIndex();
        int first = in.getUnsignedByte(start);
        int header = headerLength(in.getUnsignedByte(start + 1));
        if ((first & 0x8f) != WHOLE_TEXT || in.readableBytes() < header + FrameReader.HEAD_BYTES) {
            return false;
        }
        var payload = listener.begun(in, start + header, total - header, (first & DEFLATED) != 0);
        if (payload == null) {
            return false;
        }
        var beginning = new Compared(new byte[header], payload);
        in.readBytes(beginning.header);
        compared = beginning;
        compare(beginning, in);
        return true;
    }

    private void compare(Compared with, ByteBuf in) {
        if (with.payload.take(in)) {
            if (with.payload.isWhole()) {
                compared = null;
                tally.add(Count.FRAMES, 1);
                listener.same(this, with.payload.frame());
            }
            return;
        }
        compared = null;
        var buffer = in.alloc().buffer(with.header.length + with.payload.length());
        held = buffer;
        buffer.writeBytes(with.header);
        with.payload.writeTo(buffer);
        continueHeld(buffer, in);
    }

    private void continueHeld(ByteBuf buffer, ByteBuf in) {
        long total = frameLength(buffer, 0, buffer.readableBytes());
        while (total < 0 && in.isReadable()) {
            buffer.writeByte(in.readByte());
            total = frameLength(buffer, 0, buffer.readableBytes());
        }
        if (total < 0 || isOver) {
            return;
        }
        int missing = (int) total - buffer.readableBytes();
        buffer.writeBytes(in, Math.min(missing, in.readableBytes()));
        if (buffer.readableBytes() == total) {
            held = null;
            try {
                whole(buffer, 0, (int) total);
            } finally {
                buffer.release();
            }
        }
    }

    /// Length of header and payload, or -1 where the header is not there yet.
    private long frameLength(ByteBuf buffer, int start, int available) {
        if (available < 2) {
            return -1;
        }
        int second = buffer.getUnsignedByte(start + 1);
        if ((second & 0x80) != 0) {
            fail("masked frame from the server");
            return -1;
        }
        int header = headerLength(second);
        if (available < header) {
            return -1;
        }
        long payload = payloadLength(buffer, start, second);
        if (payload < 0 || payload > FRAME_MAX) {
            fail("frame beyond " + FRAME_MAX + " bytes");
            return -1;
        }
        return header + payload;
    }

    private static int headerLength(int second) {
        return second < 126 ? 2 : second == 126 ? 4 : 10;
    }

    private static long payloadLength(ByteBuf buffer, int start, int second) {
        if (second < 126) {
            return second;
        }
        return second == 126 ? buffer.getUnsignedShort(start + 2) : buffer.getLong(start + 2);
    }

    private void whole(ByteBuf buffer, int start, int total) {
        int first = buffer.getUnsignedByte(start);
        int header = headerLength(buffer.getUnsignedByte(start + 1));
        int from = start + header;
        int length = total - header;
        boolean isFinal = (first & 0x80) != 0;
        boolean isDeflated = (first & DEFLATED) != 0;
        switch (first & 0x0f) {
            case 0 -> continuation(buffer, from, length, isFinal);
            case 1 -> {
                if (isFinal) {
                    text(buffer, from, length, isDeflated);
                } else {
                    releaseFragments();
                    fragments = buffer.alloc().buffer(length * 2).writeBytes(buffer, from, length);
                    isFragmentDeflated = isDeflated;
                }
            }
            case 8 -> {
                closeCode = length >= 2 ? buffer.getUnsignedShort(from) : 1005;
                close();
            }
            case 9 -> {
                var payload = new byte[length];
                buffer.getBytes(from, payload);
                write(10, payload);
                flush();
            }
            case 10 -> tally.addNamed("pong");
            default -> fail("opcode " + (first & 0x0f));
        }
    }

    private void continuation(ByteBuf buffer, int from, int length, boolean isFinal) {
        var collected = fragments;
        if (collected == null) {
            fail("continuation of nothing");
            return;
        }
        collected.writeBytes(buffer, from, length);
        if (isFinal) {
            fragments = null;
            try {
                text(collected, 0, collected.readableBytes(), isFragmentDeflated);
            } finally {
                collected.release();
            }
        }
    }

    private void text(ByteBuf buffer, int from, int length, boolean isDeflated) {
        tally.add(Count.FRAMES, 1);
        listener.text(this, buffer, from, length, isDeflated);
    }

    private void write(int opcode, byte[] payload) {
        if (context != null && !isOver) {
            context.write(ClientFrame.masked(context.alloc(), opcode, payload));
        }
    }

    private void fail(String reason) {
        over(reason);
        if (context != null) {
            context.close();
        }
    }

    private void over(String reason) {
        if (isOver) {
            return;
        }
        isOver = true;
        if (held != null) {
            held.release();
            held = null;
        }
        releaseFragments();
        listener.closed(this, closeCode, reason);
    }

    private void releaseFragments() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }
}
