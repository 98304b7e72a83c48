package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import spate.rooms.log.Parsed;

class BatchPlanTests {

    @Test
    void aSmallPollIsOneSlice() {
        BatchPlan plan = BatchPlan.of(
                List.of(Records.read(1, 5), Records.read(0, 7), Records.read(1, 6)),
                new NextOffsets(),
                new BatchPlan.Bounds(10, 1_000_000, 4));

        assertThat(plan.lanes()).hasSize(1);
        assertThat(plan.lanes().getFirst().number()).isEqualTo(BatchPlan.Lane.ALL);
        assertThat(plan.lanes().getFirst().slices()).hasSize(1);
        assertThat(plan.lanes().getFirst().slices().getFirst().pieces())
                .extracting(Piece::partition, Piece::from, Piece::next)
                .containsExactly(tuple(0, 7L, 8L), tuple(1, 5L, 7L));
    }

    @Test
    void poisonIsLeftOutAndItsStretchIsKept() {
        BatchPlan plan = BatchPlan.of(
                List.of(Records.read(0, 1), Records.poison(0, 2)),
                new NextOffsets(),
                new BatchPlan.Bounds(10, 1_000_000, 4));

        assertThat(plan.poisons()).extracting(letter -> letter.read().offset()).containsExactly(2L);
        Slice slice = plan.lanes().getFirst().slices().getFirst();
        assertThat(slice.size()).isOne();
        assertThat(slice.pieces().getFirst().next()).isEqualTo(3);
    }

    /// Whatever comes in, every event comes out once, in the order of its partition, within the bounds; and the
    /// stretches of each partition follow each other without gap or overlap.
    @RepeatedTest(50)
    void plansLoseNothingAndKeepOrderAndBounds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var bounds = new BatchPlan.Bounds(1 + random.nextInt(20), 100 + random.nextInt(2_000), 1 + random.nextInt(5));
        var offsets = new NextOffsets();
        Map<Integer, Long> next = new HashMap<>();
        Map<Integer, Long> reached = new HashMap<>();
        Map<Integer, Integer> laneOf = new HashMap<>();
        for (int poll = 0; poll < 20; poll++) {
            List<ConsumerRecord<byte[], byte[]>> records = poll(random, next);
            BatchPlan plan = BatchPlan.of(records, offsets, bounds);

            List<Long> out = new ArrayList<>();
            for (BatchPlan.Lane lane : plan.lanes()) {
                assertThat(lane.number()).as("seed %d", seed).isLessThan(bounds.lanes());
                for (Slice slice : lane.slices()) {
                    checkBounds(seed, bounds, slice);
                    for (Piece piece : slice.pieces()) {
                        if (lane.number() != BatchPlan.Lane.ALL) {
                            assertThat(laneOf.computeIfAbsent(piece.partition(), _ -> lane.number()))
                                    .as("seed %d: one lane for a partition, in every poll", seed)
                                    .isEqualTo(lane.number());
                        }
                        assertThat(piece.from())
                                .as("seed %d: no gap", seed)
                                .isEqualTo(reached.getOrDefault(piece.partition(), piece.from()));
                        reached.put(piece.partition(), piece.next());
                        piece.events().forEach(event -> out.add(mark(event.partition(), event.offset())));
                    }
                }
            }
            assertThat(plan.lanes().size()).as("seed %d", seed).isLessThanOrEqualTo(bounds.lanes());
            plan.poisons()
                    .forEach(letter -> out.add(
                            mark(letter.read().partition(), letter.read().offset())));
            assertThat(out)
                    .as("seed %d: each record once", seed)
                    .containsExactlyInAnyOrderElementsOf(records.stream()
                            .map(read -> mark(read.partition(), read.offset()))
                            .toList());
            records.forEach(read -> assertThat(reached.get(read.partition()))
                    .as("seed %d: reached", seed)
                    .isGreaterThan(read.offset()));
        }
    }

    private static long mark(int partition, long offset) {
        return partition * 1_000_000L + offset;
    }

    private static void checkBounds(long seed, BatchPlan.Bounds bounds, Slice slice) {
        assertThat(slice.size()).as("seed %d: rows", seed).isLessThanOrEqualTo(bounds.rowsMax());
        long bytes =
                slice.events().mapToLong(event -> event.entry().body().length).sum();
        assertThat(slice.size() <= 1 || bytes <= bounds.bytesMax())
                .as("seed %d: bytes", seed)
                .isTrue();
        List<Parsed.Event> events = slice.events().toList();
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).partition() == events.get(i - 1).partition()) {
                assertThat(events.get(i).offset())
                        .as("seed %d: order", seed)
                        .isGreaterThan(events.get(i - 1).offset());
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> poll(Random random, Map<Integer, Long> next) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        int count = 1 + random.nextInt(80);
        for (int i = 0; i < count; i++) {
            int partition = random.nextInt(6);
            long offset = next.getOrDefault(partition, 0L) + (random.nextInt(10) == 0 ? random.nextInt(3) : 0);
            next.put(partition, offset + 1);
            records.add(random.nextInt(12) == 0 ? Records.poison(partition, offset) : Records.read(partition, offset));
        }
        return records;
    }
}
