package spate.load.session;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The event loops that carry all sessions of this process; native epoll where there is one.
public final class Loops implements AutoCloseable {

    private static final int READ_BYTES = 64 * 1024;
    private static final int CONNECT_MILLIS = 30_000;
    /// A third of the 14,000 ephemeral ports that Linux tries first for a pair of addresses: where most are taken it
    /// searches long for a free one, which was a third of this program's CPU when 18,000 came from one address.
    private static final int SESSIONS_PER_ADDRESS = 5_000;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();

    /// @param threads number of event loops, at least 1
    public Loops(int threads) {
        group = new MultiThreadIoEventLoopGroup(
                threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        group.forEach(executor -> loops.add((EventLoop) executor));
    }

    /// All loops.
    public List<EventLoop> all() {
        return loops;
    }

    /// The loop for the session with this number.
    public EventLoop of(int number) {
        return loops.get(number % loops.size());
    }

    /// Connects; to a loopback address, 5,000 sessions from each source address.
    ///
    /// @param number the session's number in this process and the processes beside it
    /// @param receiveBytes socket receive buffer, 0 for the system's own choice
    ChannelFuture connect(EventLoop loop, Endpoint to, int number, int receiveBytes, ChannelHandler handler) {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(handler);
        if (receiveBytes > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, receiveBytes);
        }
        if (to.isLoopback() && Epoll.isAvailable()) {
            bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
            bootstrap.localAddress(new InetSocketAddress("127.0.0." + (1 + number / SESSIONS_PER_ADDRESS % 250), 0));
        }
        return bootstrap.connect(to.host(), to.port());
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
