package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.rooms.room.TestEvents.offsets;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.CloseReason;

/// A room, its seats and cursors on event loops that run when the test says so.
class RoomTests {

    private static final int BATCH_BYTES = 1_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RoomTail tail = new RoomTail(-1, 16);
    private final Room room =
            new Room(TestEvents.policy(TestEvents.ROOM), TestEvents.LOG, tail, new RoomMeters(meters), 0);
    private final EmbeddedChannel one = new EmbeddedChannel();
    private final EmbeddedChannel other = new EmbeddedChannel();
    private long offset = -1;

    @AfterEach
    void noTickFailed() {
        assertThat(meters.find("spate.bugs.tick").counters()).isEmpty();
        one.close();
        other.close();
    }

    @Test
    void everySeatGetsEveryEventOnce() {
        var here = sit(one);
        var there = sit(other);
        send(1);
        send(3);
        run();
        assertThat(offsets(here.events)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(there.events).isEqualTo(here.events);
        assertThat(meters.get("spate.deliveries").functionCounter().count()).isEqualTo(8);
    }

    /// A socket that takes what it is given at once asks for more before the call returns.
    @Test
    void aReaderThatAsksForMoreInTheMiddleOfAWriteGetsEveryEventOnce() {
        var cursor = new AtomicReference<@Nullable RoomCursor>();
        var reader = new FakeReader(one.eventLoop(), -1) {
            @Override
            public boolean take(Batch batch) {
                boolean taken = super.take(batch);
                drainAgain();
                return taken;
            }

            @Override
            public void missed(Room in, long prev, long last) {
                super.missed(in, prev, last);
                drainAgain();
            }

            private void drainAgain() {
                RoomCursor mine = cursor.get();
                if (mine != null) {
                    mine.drain();
                }
            }
        };
        var point = new JoinPoint(-1, false, List.of(), List.of(), 0);
        cursor.set(room.seat(reader, one.eventLoop(), point).orElseThrow());
        send(1);
        send(2);
        run();
        assertThat(offsets(reader.events)).containsExactly(0L, 1L, 2L);
        reader.takes = false;
        for (int n = 0; n < 40; n++) {
            send(1);
        }
        run();
        reader.takes = true;
        send(1);
        run();
        send(1);
        run();
        assertThat(reader.missed).hasSize(1);
        assertThat(reader.events.getLast().offset()).isEqualTo(offset);
    }

    @Test
    void manyTicksLeadToOnePass() {
        var reader = sit(one);
        send(1);
        send(1);
        send(1);
        run();
        assertThat(reader.events).hasSize(3);
        assertThat(reader.flushes).isEqualTo(1);
    }

    @Test
    void aSlowReaderIsToldOnceWhatItMissedAndTheOthersGetAll() {
        var healthy = sit(one);
        var slow = sit(one);
        send(2);
        run();
        slow.takes = false;
        for (int n = 0; n < 40; n++) {
            send(1);
            run();
        }
        assertThat(slow.events).hasSize(2);
        assertThat(slow.missed).isEmpty();

        slow.takes = true;
        send(1);
        run();
        assertThat(slow.missed).containsExactly(new FakeReader.Missed(1, 42));
        assertThat(slow.events).hasSize(2);

        send(2);
        run();
        assertThat(offsets(slow.events)).containsExactly(0L, 1L, 43L, 44L);
        assertThat(slow.missed).hasSize(1);
        assertThat(healthy.events).hasSize(45);
        assertThat(healthy.missed).isEmpty();
        assertThat(meters.get("spate.missed").counter().count()).isEqualTo(1);
    }

    @Test
    void aReaderThatIsSlowWithinTheTailCatchesUp() {
        var slow = sit(one);
        slow.takes = false;
        for (int n = 0; n < 16; n++) {
            send(1);
        }
        run();
        slow.takes = true;
        send(1);
        run();
        // The tail holds sixteen batches, and seventeen were sent.
        assertThat(slow.missed).containsExactly(new FakeReader.Missed(-1, 16));

        slow.takes = false;
        for (int n = 0; n < 15; n++) {
            send(1);
        }
        run();
        slow.takes = true;
        send(1);
        run();
        assertThat(slow.events).hasSize(16);
        assertThat(slow.missed).hasSize(1);
    }

    @Test
    void aSeatBeginsWithItsReplayAndGoesOnWithTheTail() {
        offset = 4;
        room.accept(TestEvents.at(4));
        room.flush(BATCH_BYTES, Long.MAX_VALUE, 0);
        var reader = new FakeReader(one.eventLoop(), 1);
        var replay = List.of(TestEvents.batch(1, 2, 2), TestEvents.batch(2, 4, 3, 4));
        var cursor = room.seat(reader, one.eventLoop(), new JoinPoint(1, true, List.of(), replay, 1))
                .orElseThrow();
        reader.takes = false;
        cursor.drain();
        assertThat(reader.events).isEmpty();
        reader.takes = true;
        send(1);
        run();
        assertThat(offsets(reader.events)).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void nothingComesAfterLeaving() {
        var readers = List.of(sit(one), sit(one), sit(one));
        var cursor = take(new FakeReader(one.eventLoop(), offset));
        assertThat(room.sessions()).isEqualTo(4);
        cursor.leave();
        cursor.leave();
        assertThat(room.sessions()).isEqualTo(3);
        send(1);
        run();
        cursor.drain();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.events).hasSize(1));
    }

    @Test
    void aReaderMayLeaveInTheMiddleOfWhatItIsGiven() {
        var cursor = new RoomCursor[1];
        var leaving = new FakeReader(one.eventLoop(), -1) {
            @Override
            public boolean take(Batch batch) {
                boolean took = super.take(batch);
                cursor[0].leave();
                return took;
            }
        };
        cursor[0] = take(leaving);
        send(1);
        send(1);
        run();
        assertThat(leaving.events).hasSize(1);
        assertThat(room.sessions()).isZero();
    }

    /// A pass takes several turns of the event loop here; between and within them seats become free.
    @Test
    void whoeverLeavesDuringAPassMakesNobodyMissAnything() {
        var random = new Random(11);
        var cursors = new ArrayList<RoomCursor>();
        var readers = new ArrayList<FakeReader>();
        var left = new BitSet();
        for (int n = 0; n < 1_500; n++) {
            var reader = new FakeReader(one.eventLoop(), -1) {
                @Override
                public boolean take(Batch batch) {
                    boolean took = super.take(batch);
                    if (random.nextInt(4) == 0) {
                        int leaving = random.nextInt(cursors.size());
                        left.set(leaving);
                        cursors.get(leaving).leave();
                    }
                    return took;
                }
            };
            readers.add(reader);
            cursors.add(take(reader));
        }
        for (int round = 1; round <= 5; round++) {
            send(1);
            run();
            for (int n = left.nextClearBit(0); n < readers.size(); n = left.nextClearBit(n + 1)) {
                assertThat(readers.get(n).events).hasSize(round);
            }
        }
        assertThat(left.cardinality()).isPositive();
        assertThat(room.sessions())
                .isEqualTo(readers.size() - left.cardinality())
                .isPositive();
    }

    @Test
    void theAudienceIsToldWhenItChanged() {
        var reader = sit(one);
        room.hear(5);
        room.hear(5);
        run();
        assertThat(reader.audiences).isEqualTo(1);
        assertThat(room.viewers()).isEqualTo(5);
        room.hear(0);
        run();
        assertThat(reader.audiences).isEqualTo(2);
        assertThat(room.viewers()).isEqualTo(1);
    }

    @Test
    void aRoomWithASessionIsNotDropped() {
        var cursor = take(new FakeReader(one.eventLoop(), -1));
        assertThat(room.drop()).isFalse();
        cursor.leave();
        assertThat(room.drop()).isTrue();
        assertThat(room.seat(new FakeReader(one.eventLoop(), -1), one.eventLoop(), newest()))
                .isEmpty();
        assertThat(room.sessions()).isZero();
    }

    @Test
    void anEndedRoomEndsItsSessionsAndTakesNoMore() {
        var readers = List.of(sit(one), sit(other));
        room.end(CloseReason.RESTART);
        run();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.ended).isEqualTo(CloseReason.RESTART));
        assertThat(room.seat(new FakeReader(one.eventLoop(), -1), one.eventLoop(), newest()))
                .isEmpty();
    }

    /// Readers of every temper against a plain list: what a reader got and what it was told it missed is
    /// everything, in order, with nothing in between and nothing twice. [FakeReader] proves the chain.
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void whatIsNotReadIsToldAsMissed(long seed) {
        var random = new Random(seed);
        var readers = new ArrayList<FakeReader>();
        var from = new ArrayList<Long>();
        var all = new ArrayList<Long>();
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (readers.size() < 40) {
                        from.add(tail.head().last());
                        readers.add(sit(random.nextBoolean() ? one : other));
                    }
                }
                case 1, 2 -> {
                    int events = 1 + random.nextInt(20);
                    for (int i = 0; i < events; i++) {
                        offset += 1 + random.nextInt(2);
                        all.add(offset);
                        room.accept(TestEvents.at(offset));
                    }
                    room.flush(BATCH_BYTES, 2_000 + random.nextInt(4_000), step);
                }
                case 3 -> {
                    if (!readers.isEmpty()) {
                        var reader = readers.get(random.nextInt(readers.size()));
                        reader.takes = random.nextInt(3) > 0;
                    }
                }
                case 4 -> one.runPendingTasks();
                default -> other.runPendingTasks();
            }
        }
        readers.forEach(reader -> reader.takes = true);
        send(1);
        all.add(offset);
        run();
        int missed = 0;
        for (int n = 0; n < readers.size(); n++) {
            FakeReader reader = readers.get(n);
            long began = from.get(n);
            assertThat(reader.told).isEqualTo(offset);
            assertThat(offsets(reader.events))
                    .isEqualTo(all.stream()
                            .filter(o -> o > began
                                    && reader.missed.stream().noneMatch(gap -> o > gap.prev() && o <= gap.last()))
                            .toList());
            missed += reader.missed.size();
        }
        assertThat(missed).isPositive();
    }

    private FakeReader sit(EmbeddedChannel on) {
        var reader = new FakeReader(on.eventLoop(), tail.head().last());
        take(reader);
        return reader;
    }

    private RoomCursor take(FakeReader reader) {
        EventExecutor loop = reader.loop();
        return room.seat(reader, loop, newest()).orElseThrow();
    }

    private JoinPoint newest() {
        return new JoinPoint(
                tail.head().last(), false, List.of(), List.of(), tail.head().next());
    }

    private void send(int events) {
        for (int i = 0; i < events; i++) {
            room.accept(TestEvents.at(++offset));
        }
        room.flush(BATCH_BYTES, Long.MAX_VALUE, 0);
    }

    private void run() {
        for (EmbeddedChannel channel : List.of(one, other)) {
            while (channel.hasPendingTasks()) {
                channel.runPendingTasks();
            }
        }
    }
}
