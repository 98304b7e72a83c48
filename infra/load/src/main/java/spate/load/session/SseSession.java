package spate.load.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import spate.load.report.Count;
import spate.load.report.Tally;

/// One SSE session. Confined to its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails ends the session, which the listener hears.
public final class SseSession extends ChannelInboundHandlerAdapter {

    private final Endpoint endpoint;
    private final String lastEventId;
    private final SseListener listener;
    private final Tally tally;
    private final SseLines lines;
    private @Nullable ChannelHandlerContext context;
    private int status;
    private boolean isOver;

    private SseSession(Endpoint endpoint, String lastEventId, SseListener listener, Tally tally) {
        this.endpoint = endpoint;
        this.lastEventId = lastEventId;
        this.listener = listener;
        this.tally = tally;
        this.lines = new SseLines((event, id, data, length) -> listener.event(this, event, id, data, length));
    }

    /// Opens a session; the listener hears how it went. Call on the loop.
    ///
    /// @param endpoint its path holds the query too
    /// @param lastEventId position to go on after, empty for none
    public static SseSession open(
            Loops loops,
            EventLoop loop,
            Endpoint endpoint,
            int number,
            String lastEventId,
            SseListener listener,
            Tally tally) {
        var session = new SseSession(endpoint, lastEventId, listener, tally);
        var pipeline = new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new HttpClientCodec(), session);
            }
        };
        loops.connect(loop, endpoint, number, 0, pipeline).addListener(result -> {
            if (!result.isSuccess()) {
                session.over("connect: " + Failure.word(result.cause()));
            }
        });
        return session;
    }

    /// Ends the session from this side.
    public void close() {
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, endpoint.path());
        request.headers()
                .set(HttpHeaderNames.HOST, endpoint.authority())
                .set(HttpHeaderNames.ACCEPT, "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.headers().set("Last-Event-ID", lastEventId);
        }
        active.writeAndFlush(request);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                status = response.status().code();
                if (status == 200) {
                    listener.opened(this);
                } else {
                    over("status " + status);
                    reading.close();
                }
            }
            if (message instanceof HttpContent content && !isOver) {
                ByteBuf bytes = content.content();
                tally.add(Count.WIRE_BYTES, bytes.readableBytes());
                lines.take(bytes);
                if (message instanceof LastHttpContent) {
                    over("ended");
                    reading.close();
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        over("closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        over(Failure.word(cause));
        broken.close();
    }

    private void over(String reason) {
        if (!isOver) {
            isOver = true;
            listener.closed(this, status, reason);
        }
    }

    /// Value of a position as a header.
    public static String headerOf(byte[] position) {
        return new String(position, StandardCharsets.US_ASCII);
    }
}
