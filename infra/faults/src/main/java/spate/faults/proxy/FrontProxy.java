package spate.faults.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// One origin in front of several replicas: looks at the head of a connection's request, sends the connection to a
/// replica that is ready, and passes bytes on from then on.
///
/// Each connection carries one request, so every request finds its own replica: where a client would keep a
/// connection, the replica is asked to end it. Not for the open network: no TLS, no limits.
public final class FrontProxy implements AutoCloseable {

    private static final int HEAD_BYTES_MAX = 16 * 1024;
    private static final int TRIES_MAX = 3;
    private static final byte[] NO_REPLICA =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BAD_REQUEST =
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Routes routes;
    private final Channel listening;

    /// Listens.
    ///
    /// @param port 0 for any free one
    /// @param routes where paths go
    public FrontProxy(int port, Routes routes) {
        this.routes = routes;
        this.listening = Sockets.listen(port, Accepting::new);
    }

    /// The port of 127.0.0.1 that it listens on.
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
    }

    private final class Accepting extends ChannelInboundHandlerAdapter {
        private final ByteBuf head = Unpooled.buffer(1024);

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            head.writeBytes(bytes);
            bytes.release();
            var request = RequestHead.in(head);
            if (request != null) {
                pass(context, request);
            } else if (head.readableBytes() > HEAD_BYTES_MAX) {
                answer(context, BAD_REQUEST);
            } else {
                context.read();
            }
        }

        private void pass(ChannelHandlerContext context, RequestHead request) {
            int port = routes.portFor(request.path());
            if (port == 0) {
                answer(context, NO_REPLICA);
                return;
            }
            Channel client = context.channel();
            var first = Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(request.forwarded()), head.copy());
            head.release();
            client.pipeline().remove(this);
            new Splice(client, new Weather()).connect(port, first, elsewhere(request.path()));
        }

        /// A replica that ended a moment ago refuses connections: the next one is asked instead.
        private IntSupplier elsewhere(String path) {
            var tries = new AtomicInteger(TRIES_MAX);
            return () -> tries.decrementAndGet() > 0 ? routes.portFor(path) : 0;
        }

        private void answer(ChannelHandlerContext context, byte[] answer) {
            head.clear();
            context.writeAndFlush(Unpooled.wrappedBuffer(answer)).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
