package spate.faults.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// One connection through a proxy: two sockets, and the bytes of each passed on to the other. A side that does not
/// take what the other sends makes that one wait. Confined to the event loop of both.
final class Splice {

    private final Channel client;
    private final Weather weather;
    private final Way toServer;
    private Way toClient;
    private @Nullable Channel server;

    /// @param client the accepted connection
    /// @param weather what happens to the bytes
    Splice(Channel client, Weather weather) {
        this.client = client;
        this.weather = weather;
        this.toServer = new Way(Direction.TO_SERVER);
        this.toClient = new Way(Direction.TO_CLIENT);
    }

    /// Connects to a port of the loopback and passes on from then on.
    ///
    /// @param first what was read of the connection already; taken over
    void connect(int port, ByteBuf first) {
        connect(port, first, () -> 0);
    }

    /// Connects to a port of the loopback and passes on from then on.
    ///
    /// @param first what was read of the connection already; taken over
    /// @param elsewhere another port to try where nobody answers, or 0
    void connect(int port, ByteBuf first, IntSupplier elsewhere) {
        Sockets.client(client, toClient)
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener((ChannelFutureListener) connected -> {
                    int other = connected.isSuccess() || !client.isActive() ? 0 : elsewhere.getAsInt();
                    if (other != 0) {
                        // One handler serves one connection.
                        toClient = new Way(Direction.TO_CLIENT);
                        connect(other, first, elsewhere);
                        return;
                    }
                    if (!connected.isSuccess() || !client.isActive()) {
                        first.release();
                        connected.channel().close();
                        reset();
                        return;
                    }
                    server = connected.channel();
                    if (client.pipeline().get(Way.class) == null) {
                        client.pipeline().addLast(toServer);
                    }
                    if (first.isReadable()) {
                        server.writeAndFlush(first);
                    } else {
                        first.release();
                    }
                    blow();
                });
    }

    /// Looks at the weather again.
    void blow() {
        client.eventLoop().execute(() -> {
            toServer.read();
            toClient.read();
        });
    }

    /// Ends both connections without a farewell, as a network does that is gone.
    void reset() {
        client.eventLoop().execute(() -> {
            reset(client);
            reset(server);
        });
    }

    Channel client() {
        return client;
    }

    private static void reset(@Nullable Channel channel) {
        if (channel != null && channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    /// The bytes of one direction.
    private final class Way extends ChannelInboundHandlerAdapter {
        private final Direction direction;
        private final Queue<Object> late = new ArrayDeque<>();
        private long latestNanos;

        Way(Direction direction) {
            this.direction = direction;
        }

        private @Nullable Channel from() {
            return direction == Direction.TO_SERVER ? client : server;
        }

        private @Nullable Channel to() {
            return direction == Direction.TO_SERVER ? server : client;
        }

        void read() {
            Channel from = from();
            Channel to = to();
            if (from != null && to != null) {
                from.config().setAutoRead(to.isWritable() && !weather.isHeld(direction));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            Channel to = to();
            if (to == null) {
                ReferenceCountUtil.release(message);
                return;
            }
            long delay = weather.delayNanos();
            if (delay == 0 && late.isEmpty()) {
                to.writeAndFlush(message);
            } else {
                // What comes later never overtakes what is still on its way.
                late.add(message);
                latestNanos = Math.max(latestNanos, System.nanoTime() + delay);
                to.eventLoop().schedule(() -> arrive(to), latestNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }

        private void arrive(Channel to) {
            Object first = late.poll();
            if (first != null) {
                to.writeAndFlush(first);
            }
        }

        /// This side takes more again, so the other may be read.
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            toServer.read();
            toClient.read();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Channel to = to();
            if (to != null && to.isActive()) {
                // The end comes after what is still on its way.
                long wait = late.isEmpty() ? 0 : latestNanos - System.nanoTime();
                to.eventLoop().schedule(() -> end(to), wait, TimeUnit.NANOSECONDS);
            }
        }

        private void end(Channel to) {
            while (!late.isEmpty()) {
                arrive(to);
            }
            to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A connection that breaks on one side breaks on the other.
            reset();
        }
    }
}
