package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
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

    private static long told(FakeReader reader) throws Exception {
        return reader.loop().submit(() -> reader.told).get(20, TimeUnit.SECONDS);
    }

    private static void spin(int turns) {
        for (int n = 0; n < turns; n++) {
            Thread.onSpinWait();
        }
    }
}
