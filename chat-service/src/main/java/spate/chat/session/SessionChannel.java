package spate.chat.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spate.protocol.CloseReason;
import spate.rooms.room.WebSocketFraming;

/// The socket of a session: writes bytes that are framed already past the encoders, which have nothing to do
/// for them, and knows when the other side was last heard and since when the socket takes nothing. On the
/// session's event loop only.
///
/// It sits in front of the reactive bridge, so that it sees every frame, and ends the session in the order that
/// RFC 6455 asks for: close frame out, other side's close frame or end in, then the socket. Closing the socket
/// at once would reset it while unread frames wait, and the other side would never learn the code.
final class SessionChannel extends ChannelInboundHandlerAdapter {

    private static final byte[] PING = {(byte) 0x89, 0};

    /// How long the other side has to take the close frame and answer it.
    private static final long CLOSING_SECONDS = 5;

    private final Channel channel;
    private final Runnable writable;
    private final boolean takesRegions;
    private long heardAt = System.nanoTime();
    private long fullSince;
    private @Nullable CloseReason closing;

    /// @param writable what to do when the socket takes more again
    SessionChannel(Channel channel, Runnable writable) {
        this.channel = channel;
        this.writable = writable;
        this.takesRegions = channel.pipeline().get(SslHandler.class) == null;
    }

    Channel channel() {
        return channel;
    }

    /// Whether the socket takes more now.
    boolean isWritable() {
        if (closing != null) {
            return false;
        }
        if (channel.isWritable()) {
            return true;
        }
        if (fullSince == 0) {
            fullSince = System.nanoTime();
        }
        return false;
    }

    /// Writes a whole WebSocket frame, which nobody changes afterwards.
    void writeFrame(byte[] frame) {
        writeFrame(Unpooled.wrappedBuffer(frame));
    }

    /// Whether the socket gets bytes as they are written, so that they may stand in a file; not so under TLS.
    boolean takesRegions() {
        return takesRegions;
    }

    /// Writes a whole WebSocket frame, a `ByteBuf` or `FileRegion`, and releases it, now or when the socket has it.
    void writeFrame(ReferenceCounted frame) {
        channel.write(frame, channel.voidPromise());
    }

    /// Writes a text frame around a payload and flushes.
    void writeText(byte[] payload) {
        if (closing == null) {
            writeFrame(WebSocketFraming.text(payload));
            channel.flush();
        }
    }

    void flush() {
        channel.flush();
    }

    void ping() {
        if (closing == null) {
            writeFrame(PING);
            channel.flush();
        }
    }

    /// When the other side last sent anything at all, a pong included; nanoseconds.
    long heardAt() {
        return heardAt;
    }

    /// Since when the socket has taken nothing, in nanoseconds; 0 where it takes.
    long fullSince() {
        return channel.isWritable() ? 0 : fullSince;
    }

    boolean isClosing() {
        return closing != null;
    }

    /// Sends the close frame; nothing is written or heard after it. Closing twice does nothing.
    void close(CloseReason reason) {
        if (closing != null) {
            return;
        }
        closing = reason;
        channel.writeAndFlush(new CloseWebSocketFrame(reason.code(), reason.reason()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        channel.eventLoop().schedule(() -> channel.close(), CLOSING_SECONDS, TimeUnit.SECONDS);
        channel.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heardAt = System.nanoTime();
        if (closing == null) {
            context.fireChannelRead(message);
            return;
        }
        boolean answered = message instanceof CloseWebSocketFrame;
        ReferenceCountUtil.release(message);
        if (answered) {
            channel.close();
        } else {
            channel.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            fullSince = 0;
            writable.run();
        } else if (fullSince == 0) {
            fullSince = System.nanoTime();
        }
        context.fireChannelWritabilityChanged();
    }
}
