package spate.faults.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A stretch of network that faults can be put into: what comes to its port goes to another port of this machine.
///
/// TCP loses nothing on the way, it comes late or the connection breaks; so a direction that is **held** lets
/// nothing through until it is mended, and then everything. Thread-safe.
public final class Link implements AutoCloseable {

    private final int target;
    private final Channel listening;
    private final Weather weather = new Weather();
    private final Set<Splice> splices = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    /// Listens on any free port.
    ///
    /// @param target port of 127.0.0.1 that connections go to
    public Link(int target) {
        this(0, target);
    }

    /// Listens on a port.
    ///
    /// @param port where to listen, 0 for any free one
    /// @param target port of 127.0.0.1 that connections go to
    public Link(int port, int target) {
        this.target = target;
        this.listening = Sockets.listen(port, Accepting::new);
    }

    /// The port of 127.0.0.1 to connect to.
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// Breaks all connections, once.
    public void reset() {
        splices.forEach(Splice::reset);
    }

    /// Breaks all connections, and every new one at once, until [#mend()].
    public void cut() {
        isCut = true;
        reset();
    }

    /// Lets nothing through in one direction until [#mend()]; connections stay open.
    public void hold(Direction direction) {
        weather.hold(direction);
        splices.forEach(Splice::blow);
    }

    /// Lets everything through later until [#mend()].
    public void delay(Duration by) {
        weather.delay(by.toNanos());
    }

    /// Takes all faults away.
    public void mend() {
        isCut = false;
        weather.clear();
        splices.forEach(Splice::blow);
    }

    /// How many connections go through it now.
    public int connections() {
        return splices.size();
    }

    /// Stops listening and breaks all connections.
    @Override
    public void close() {
        isCut = true;
        listening.close().syncUninterruptibly();
        reset();
    }

    private final class Accepting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            var splice = new Splice(context.channel(), weather);
            splices.add(splice);
            context.channel().closeFuture().addListener(_ -> splices.remove(splice));
            // Looked at last: whoever cuts the link later finds the connection.
            if (isCut) {
                splice.reset();
            } else {
                splice.connect(target, Unpooled.EMPTY_BUFFER);
            }
        }
    }
}
