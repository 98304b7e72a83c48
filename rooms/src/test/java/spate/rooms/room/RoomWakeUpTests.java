package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.CloseReason;

/// One thread writes, event loops of their own read, sit down and stand up at the same time.
class RoomWakeUpTests {

    private static final int ROUNDS = 300;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<DefaultEventLoop> loops = List.of(new DefaultEventLoop(), new DefaultEventLoop());

    @AfterEach
    void end() {
        loops.forEach(loop -> loop.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }

    /// Nobody who sits waits for an event that was announced while it sat down.
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void noWakeUpIsLost(long seed) throws InterruptedException {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var tail = new RoomTail(-1, 1024);
            var room = new Room(
                    TestEvents.policy(TestEvents.ROOM),
                    TestEvents.LOG,
                    tail,
                    new RoomMeters(meters),
                    System.nanoTime());
            int events = 1 + random.nextInt(5);
            int pause = random.nextInt(2_000);
            var readers = new ArrayList<FakeReader>();
            var seated = new CountDownLatch(4);
            for (int n = 0; n < 4; n++) {
                var loop = loops.get(n % 2);
                var reader = new FakeReader(loop, -1);
                readers.add(reader);
                loop.execute(() -> {
                    room.seat(reader, loop, new JoinPoint(-1, false, List.of(), List.of(), 0))
                            .orElseThrow()
                            .drain();
                    seated.countDown();
                });
            }
            spin(pause);
            for (int n = 0; n < events; n++) {
                room.accept(TestEvents.at(n));
                room.flush(1_000, Long.MAX_VALUE, 0);
            }
            assertThat(seated.await(20, TimeUnit.SECONDS)).isTrue();
            int last = events - 1;
            for (FakeReader reader : readers) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> told(reader) == last);
            }
        }
        assertThat(meters.find("spate.bugs.tick").counters()).isEmpty();
    }

    /// A session that sits down while its room ends is ended with it or finds no seat: none is left behind.
    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void nobodyIsLeftInARoomThatEnds(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var tail = new RoomTail(-1, 16);
            var room = new Room(
                    TestEvents.policy(TestEvents.ROOM),
                    TestEvents.LOG,
                    tail,
                    new RoomMeters(meters),
                    System.nanoTime());
            var reader = new FakeReader(loops.getFirst(), -1);
            var point = new JoinPoint(-1, false, List.of(), List.of(), 0);
            var seat = loops.getFirst().submit(() -> room.seat(reader, loops.getFirst(), point));
            spin(random.nextInt(2_000));
            room.end(CloseReason.RESTART);
            boolean found = seat.get(20, TimeUnit.SECONDS).isPresent();
            // Everything that the end gave the loop has run when this has.
            loops.getFirst().submit(() -> {}).get(20, TimeUnit.SECONDS);
            boolean ended = loops.getFirst().submit(() -> reader.ended != null).get(20, TimeUnit.SECONDS);
            assertThat(ended || !found).isTrue();
        }
    }

    /// A reader that races the relay gets whole frames or is told what it missed, and holds nothing afterwards.
    @ParameterizedTest
    @ValueSource(longs = {51, 52})
    void whatTheTailLetsGoOfIsNeverReadHalf(long seed) throws Exception {
        var random = new Random(seed);
        var tail = new RoomTail(-1, 16);
        var room = new Room(
                TestEvents.policy(TestEvents.ROOM), TestEvents.LOG, tail, new RoomMeters(meters), System.nanoTime());
        var readers = new ArrayList<FrameReader>();
        for (int n = 0; n < 4; n++) {
            var loop = loops.get(n % 2);
            var reader = new FrameReader(loop);
            readers.add(reader);
            var point = new JoinPoint(-1, false, List.of(), List.of(), 0);
            loop.submit(() -> room.seat(reader, loop, point).orElseThrow().drain())
                    .get(20, TimeUnit.SECONDS);
        }
        int events = 20_000;
        for (int n = 0; n < events; n++) {
            room.accept(TestEvents.at(n));
            room.flush(1_000, random.nextInt(2_000), 0);
        }
        for (FrameReader reader : readers) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> told(reader) == events - 1);
        }
        room.end(CloseReason.RESTART);
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.wrong).isZero();
            assertThat(reader.taken)
                    .isNotEmpty()
                    .allSatisfy(frame -> assertThat(frame.refCnt()).isZero());
        });
    }

    /// Looks at each frame's bytes and keeps what it released.
    private static final class FrameReader extends FakeReader {
        private final List<ByteBuf> taken = new ArrayList<>();
        private int wrong;

        FrameReader(EventExecutor loop) {
            super(loop, -1);
        }

        @Override
        public boolean take(Batch batch) {
            ByteBuf frame = batch.encoded(Encoding.WEBSOCKET);
            if (frame == null) {
                return false;
            }
            byte[] bytes = ByteBufUtil.getBytes(frame);
            if (!new String(bytes, StandardCharsets.UTF_8)
                    .contains("\"position\":\"" + TestEvents.LOG.position(batch.last()) + "\"")) {
                wrong++;
            }
            frame.release();
            taken.add(frame);
            return super.take(batch);
        }
    }

    private static long told(FakeReader reader) throws Exception {
        return reader.loop().submit(() -> reader.told).get(20, TimeUnit.SECONDS);
    }

    private static void spin(int turns) {
        for (int n = 0; n < turns; n++) {
            Thread.onSpinWait();
        }
    }
}
