package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spate.rooms.room.TestEvents.batch;
import static spate.rooms.room.TestEvents.offsets;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTailTests {

    private static final long NO_BOUND = Long.MAX_VALUE;

    private final RoomTail tail = new RoomTail(9, 16);

    @Test
    void anEmptyTailCoversWhatComes() {
        assertThat(tail.head()).isEqualTo(new RoomTail.Head(0, 9));
        assertThat(tail.covered()).isEqualTo(9);
        assertThat(tail.newest(5)).isEmpty();
        assertThat(tail.resumeAfter(9)).isEqualTo(new RoomTail.Resume(9, 0, null));
        assertThat(tail.resumeAfter(8)).isNull();
    }

    @Test
    void aBatchMustFollowTheHead() {
        tail.append(batch(9, 12, 10, 12), NO_BOUND);
        assertThatThrownBy(() -> tail.append(batch(11, 14, 13), NO_BOUND)).isInstanceOf(IllegalStateException.class);
        assertThat(tail.head()).isEqualTo(new RoomTail.Head(1, 12));
    }

    @Test
    void batchesAreReadByNumberUntilTheyAreLetGo() {
        for (int n = 0; n < 40; n++) {
            tail.append(batch(9 + n, 10 + n, 10 + n), NO_BOUND);
        }
        assertThat(tail.floor()).isEqualTo(24);
        assertThat(tail.covered()).isEqualTo(33);
        assertThat(tail.events()).isEqualTo(16);
        assertThat(tail.get(23)).isNull();
        for (int n = 24; n < 40; n++) {
            assertThat(tail.get(n)).isNotNull().extracting(Batch::last).isEqualTo(10L + n);
        }
    }

    @Test
    void whatTheTailLetsGoOfHoldsNoMemory() {
        Batch oldest = batch(9, 10, 10);
        Batch newest = batch(10, 11, 11);
        tail.append(oldest, NO_BOUND);
        tail.append(newest, 1);
        assertThat(oldest.encoded(Encoding.WEBSOCKET)).isNull();
        ByteBuf frame = Objects.requireNonNull(newest.encoded(Encoding.WEBSOCKET));
        tail.release();
        assertThat(newest.encoded(Encoding.WEBSOCKET)).isNull();
        assertThat(tail.bytes()).isZero();
        assertThat(frame.release()).as("the socket's was the last reference").isTrue();
    }

    @Test
    void theRingGrowsUpToItsBoundWithoutLosingABatch() {
        var large = new RoomTail(-1, 64);
        for (int n = 0; n < 64; n++) {
            large.append(batch(n - 1, n, n), NO_BOUND);
        }
        assertThat(large.floor()).isZero();
        for (int n = 0; n < 64; n++) {
            assertThat(large.get(n)).isNotNull().extracting(Batch::last).isEqualTo((long) n);
        }
        large.append(batch(63, 64, 64), NO_BOUND);
        assertThat(large.floor()).isEqualTo(1);
    }

    @Test
    void bytesAreBoundedButTheNewestBatchStays() {
        long size = batch(9, 10, 10).bytes();
        long held = 0;
        for (int n = 0; n < 10; n++) {
            held += tail.append(batch(9 + n, 10 + n, 10 + n), 3 * size);
        }
        assertThat(held).isEqualTo(tail.bytes()).isEqualTo(3 * size);
        assertThat(tail.floor()).isEqualTo(7);

        tail.append(batch(19, 30, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30), 3 * size);
        assertThat(tail.floor()).isEqualTo(10);
        assertThat(tail.events()).isEqualTo(11);
        assertThat(offsets(tail.newest(2))).containsExactly(29L, 30L);
    }

    @Test
    void readingGoesOnAfterEveryOffset() {
        tail.append(batch(9, 14, 11, 14), NO_BOUND);
        tail.append(batch(14, 20, 17, 19, 20), NO_BOUND);
        tail.append(batch(20, 30, 30), NO_BOUND);

        assertResume(8, -1);
        assertResume(9, 11, 14, 17, 19, 20, 30);
        assertResume(10, 11, 14, 17, 19, 20, 30);
        assertResume(11, 14, 17, 19, 20, 30);
        assertResume(13, 14, 17, 19, 20, 30);
        assertResume(14, 17, 19, 20, 30);
        assertResume(16, 17, 19, 20, 30);
        assertResume(18, 19, 20, 30);
        assertResume(19, 20, 30);
        assertResume(20, 30);
        assertResume(29, 30);
        assertResume(30);
        assertResume(99);
    }

    @Test
    void readingGoesOnFromTheFloorButNotFromBefore() {
        for (int n = 0; n < 20; n++) {
            tail.append(batch(9 + 2 * n, 11 + 2 * n, 11 + 2 * n), NO_BOUND);
        }
        assertThat(tail.covered()).isEqualTo(17);
        assertThat(tail.resumeAfter(16)).isNull();
        assertThat(tail.resumeAfter(17)).isEqualTo(new RoomTail.Resume(17, 4, null));
    }

    @Test
    void anEventIsFoundByItsId() {
        tail.append(batch(9, 12, 10, 12), NO_BOUND);
        assertThat(tail.find(TestEvents.id(12).value()))
                .isNotNull()
                .extracting(LogEvent::offset)
                .isEqualTo(12L);
        assertThat(tail.find(TestEvents.id(11).value())).isNull();
    }

    /// Whatever was appended and let go of: reading on after any offset gives what a plain list gives.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readingGoesOnAsInAPlainList(long seed) {
        var random = new Random(seed);
        var all = new ArrayList<Long>();
        long offset = 9;
        for (int n = 0; n < 300; n++) {
            long prev = offset;
            var offsets = new long[1 + random.nextInt(4)];
            for (int i = 0; i < offsets.length; i++) {
                offset += 1 + random.nextInt(3);
                offsets[i] = offset;
                all.add(offset);
            }
            tail.append(batch(prev, offset, offsets), 500 + random.nextInt(3_000));
            long from = Math.max(-1, offset - random.nextInt(80));
            RoomTail.Resume resume = tail.resumeAfter(from);
            assertThat(resume == null).isEqualTo(from < tail.covered());
            if (resume != null) {
                assertThat(read(resume))
                        .isEqualTo(all.stream().filter(o -> o > from).toList());
            }
            assertThat(offsets(tail.newest(7)))
                    .isEqualTo(all.subList(Math.max(all.size() - Math.min(7, tail.events()), 0), all.size()));
        }
    }

    private void assertResume(long after, long... expected) {
        RoomTail.Resume resume = tail.resumeAfter(after);
        if (expected.length == 1 && expected[0] == -1) {
            assertThat(resume).isNull();
        } else {
            assertThat(resume).isNotNull();
            if (resume != null) {
                assertThat(read(resume)).isEqualTo(TestEvents.offsets(TestEvents.at(expected)));
            }
        }
    }

    /// What a reader gets that goes on there, in an unbroken chain from the offset that it is told.
    private List<Long> read(RoomTail.Resume resume) {
        var read = new ArrayList<Long>();
        long told = resume.offset();
        Batch rest = resume.rest();
        if (rest != null) {
            assertThat(rest.prev()).isEqualTo(told);
            read.addAll(offsets(rest.events()));
            told = rest.last();
        }
        for (long n = resume.next(); n < tail.head().next(); n++) {
            Batch batch = tail.get(n);
            assertThat(batch).isNotNull();
            if (batch != null) {
                assertThat(batch.prev()).isEqualTo(told);
                told = batch.last();
                read.addAll(offsets(batch.events()));
            }
        }
        assertThat(told).isEqualTo(tail.head().last());
        return read;
    }
}
