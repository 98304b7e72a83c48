package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopSeatsTests {

    private static final int SESSIONS = 1_000;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = (EventLoop) loops.next();
    private final CompletableFuture<Integer> writtenBeforeReading = new CompletableFuture<>();
    private final CompletableFuture<Integer> writtenInAll = new CompletableFuture<>();
    private final Room room = new Room(
            TestEvents.policy(TestEvents.ROOM),
            TestEvents.LOG,
            new RoomTail(-1, 16),
            new RoomMeters(new SimpleMeterRegistry()),
            System.nanoTime());

    /// Of the event loop.
    private int written;

    private @Nullable InetSocketAddress address;
    private @Nullable Socket client;

    @BeforeEach
    void listen() throws Exception {
        address = (InetSocketAddress) new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        writtenBeforeReading.complete(written);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
    }

    @AfterEach
    void end() throws IOException {
        if (client != null) {
            client.close();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /// Who connects while a huge room is written to is seen before all of its sessions are, and what that takes is
    /// told.
    @Test
    void whatComesInIsReadBetweenTheSessionsOfAHugeRoom() throws Exception {
        loop.submit(this::seatAll).get(20, TimeUnit.SECONDS);

        room.accept(TestEvents.at(0));
        room.flush(1_000, Long.MAX_VALUE, 0);

        assertThat(writtenBeforeReading.get(20, TimeUnit.SECONDS)).isBetween(1, SESSIONS / 2);
        assertThat(writtenInAll.get(20, TimeUnit.SECONDS)).isEqualTo(SESSIONS);
        assertThat(room.meters().frameCost().nanos()).isNotEqualTo(FrameCost.FIRST_NANOS);
    }

    private void seatAll() {
        for (int n = 0; n < SESSIONS; n++) {
            var reader = new FakeReader(loop, -1) {
                @Override
                public void flush() {
                    super.flush();
                    if (++written == 1) {
                        connect();
                    } else if (written == SESSIONS) {
                        writtenInAll.complete(written);
                    }
                }
            };
            var _ = room.seat(reader, loop, new JoinPoint(-1, false, List.of(), List.of(), 0))
                    .orElseThrow();
        }
    }

    /// The kernel accepts by itself: returns at once, and the event loop sees it when it looks.
    private void connect() {
        try {
            client = new Socket();
            client.connect(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
