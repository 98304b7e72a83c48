package spate.stream.archive;

import java.util.HashMap;
import java.util.Map;

/// Which offset comes next in each partition. Belongs to one thread at a time.
final class NextOffsets {

    private final Map<Integer, Long> next = new HashMap<>();

    /// Forgets everything: partitions were assigned, and each may begin anywhere.
    void clear() {
        next.clear();
    }

    /// Notes that the records from `first` to `last`, both inclusive, of a partition are in hand.
    ///
    /// @return where the stretch without a gap begins that ends with them
    /// @throws LogChangedException if the partition went back, which a log that goes on never does
    long advance(int partition, long first, long last) {
        Long expected = next.put(partition, last + 1);
        if (expected != null && first < expected) {
            throw new LogChangedException("partition %d went back from %d to %d".formatted(partition, expected, first));
        }
        // Offsets that the log skips within one assignment carry no records.
        return expected == null ? first : expected;
    }
}
