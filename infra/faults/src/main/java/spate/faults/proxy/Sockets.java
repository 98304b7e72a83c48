package spate.faults.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/// How all proxies of this program listen and connect: on the loopback, over two event loops that they share.
final class Sockets {

    private static final int BACKLOG = 4096;
    private static final int CONNECT_MILLIS = 2_000;

    /// Daemons: they end with the program.
    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory("spate-proxy", true), NioIoHandler.newFactory());

    private Sockets() {}

    /// Listens.
    ///
    /// @param port 0 for any free one
    /// @param handler makes the handler of each accepted connection, which is not read before it asks to be
    static Channel listen(int port, Supplier<ChannelHandler> handler) {
        return new ServerBootstrap()
                .group(LOOPS)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(handler.get());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
    }

    /// A client that connects on the event loop of the connection it belongs to.
    static Bootstrap client(Channel of, ChannelHandler handler) {
        return new Bootstrap()
                .group(of.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(handler);
    }
}
