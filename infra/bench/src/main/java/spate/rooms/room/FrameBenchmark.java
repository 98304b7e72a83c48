package spate.rooms.room;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCounted;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import spate.load.option.Options;
import spate.protocol.RoomId;
import spate.rooms.log.LogIdentity;

/// What one frame to one session costs, written from a shared buffer and from a file in memory: a room's batches
/// to real sockets, and nothing else. CPU of the loop that writes and of the loop that reads.
public final class FrameBenchmark {

    private static final String BUFFERS = "buffers";
    private static final String PAGES = "pages";

    private final int sessions;
    private final int rounds;
    private final RoomId room = RoomId.parse("bench").orElseThrow();
    private final LogIdentity log = LogIdentity.of("kafkas-topic-id", 12);
    private final FramePages pages = new FramePages(new AtomicInteger());
    private final AtomicLong received = new AtomicLong();
    private final EventLoopGroup writing = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoopGroup reading = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ConcurrentLinkedQueue<Channel> accepted = new ConcurrentLinkedQueue<>();
    private long expected;

    private FrameBenchmark(int sessions, int rounds) {
        this.sessions = sessions;
        this.rounds = rounds;
    }

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("sessions", "2000", "sockets that each frame is written to")
                .know("events", "20,40,64,128,250", "events in a frame, one table row each")
                .know("rounds", "40", "frames to each session in a run")
                .know("runs", "5", "runs of each form, interleaved; medians are told");
    }

    /// Measures and prints a table.
    ///
    /// @return 0
    public static int run(List<String> arguments, PrintStream out) throws InterruptedException {
        var options = options().read(arguments);
        var cost = new FrameBenchmark(options.number("sessions", 1), options.number("rounds", 1));
        try {
            cost.connect();
            cost.print(options, out);
        } finally {
            cost.writing.shutdownGracefully();
            cost.reading.shutdownGracefully();
        }
        return 0;
    }

    private void print(Options options, PrintStream out) throws InterruptedException {
        out.println("events  frame bytes  buffers write+read µs  pages write+read µs  ratio of writing, of both");
        for (String events : options.all("events")) {
            int count = Integer.parseInt(events);
            Map<String, List<double[]>> runs = new LinkedHashMap<>();
            int length = 0;
            // The first of each is warming.
            for (int run = 0; run <= options.number("runs", 1); run++) {
                for (String form : List.of(BUFFERS, PAGES)) {
                    var batch = batch(count);
                    length = length(batch);
                    double[] micros = measure(batch, PAGES.equals(form));
                    batch.release();
                    if (run > 0) {
                        runs.computeIfAbsent(form, _ -> new ArrayList<>()).add(micros);
                    }
                }
            }
            double[] buffers = median(Objects.requireNonNull(runs.get(BUFFERS)));
            double[] files = median(Objects.requireNonNull(runs.get(PAGES)));
            out.printf(
                    "%6d  %11d  %12.2f + %5.2f  %12.2f + %5.2f  %10.2f, %.2f%n",
                    count,
                    length,
                    buffers[0],
                    buffers[1],
                    files[0],
                    files[1],
                    files[0] / buffers[0],
                    (files[0] + files[1]) / (buffers[0] + buffers[1]));
        }
        pages.release();
    }

    /// CPU for each frame, of the writing and of the reading loop, microseconds.
    private double[] measure(Batch batch, boolean byPages) throws InterruptedException {
        long writeFrom = cpu(writing);
        long readFrom = cpu(reading);
        int length = length(batch);
        for (int round = 0; round < rounds; round++) {
            expected += (long) length * sessions;
            writing.submit(() -> accepted.forEach(channel -> write(channel, batch, byPages)))
                    .sync();
            while (received.get() < expected) {
                LockSupport.parkNanos(100_000);
            }
        }
        double frames = (double) rounds * sessions * 1_000;
        return new double[] {(cpu(writing) - writeFrom) / frames, (cpu(reading) - readFrom) / frames};
    }

    private static void write(Channel channel, Batch batch, boolean byPages) {
        ReferenceCounted frame = byPages ? batch.framed(Encoding.WEBSOCKET) : batch.encoded(Encoding.WEBSOCKET);
        channel.writeAndFlush(Objects.requireNonNull(frame), channel.voidPromise());
    }

    /// A batch is asked for one form only: what it has as a buffer it does not place in pages again.
    private Batch batch(int count) {
        var events = new ArrayList<LogEvent>();
        for (int i = 1; i <= count; i++) {
            byte[] body = ("{\"id\":\"event-" + i + "\",\"type\":\"message\",\"text\":\"" + "x".repeat(180) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            events.add(new LogEvent(i, "event-" + i, "message", body));
        }
        return new Batch(room, log, 0, count, events, pages);
    }

    private int length(Batch batch) {
        var plain = new Batch(room, log, batch.prev(), batch.last(), batch.events());
        ByteBuf frame = Objects.requireNonNull(plain.encoded(Encoding.WEBSOCKET));
        int length = frame.readableBytes();
        frame.release();
        plain.release();
        return length;
    }

    private static long cpu(EventLoopGroup loop) throws InterruptedException {
        var threads = ManagementFactory.getThreadMXBean();
        return loop.submit(threads::getCurrentThreadCpuTime).sync().getNow();
    }

    private static double[] median(List<double[]> runs) {
        return new double[] {median(runs, 0), median(runs, 1)};
    }

    private static double median(List<double[]> runs, int column) {
        double[] sorted = runs.stream().mapToDouble(run -> run[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void connect() throws InterruptedException {
        var server = new ServerBootstrap()
                .group(writing)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Accepting());
        var listening = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        var client =
                new Bootstrap().group(reading).channel(EpollSocketChannel.class).handler(new Counting());
        for (int i = 0; i < sessions; i++) {
            client.connect(listening.localAddress()).sync();
        }
        while (accepted.size() < sessions) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// Keeps the accepted sockets.
    @Sharable
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            accepted.add(context.channel());
        }
    }

    /// Counts what arrives.
    @Sharable
    private final class Counting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            received.addAndGet(bytes.readableBytes());
            bytes.release();
        }
    }
}
