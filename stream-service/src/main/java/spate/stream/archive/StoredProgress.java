package spate.stream.archive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How far each partition is stored, as MySQL said last: where a partition that is assigned is read from. It
/// may be a few seconds old, never ahead; what is read twice is stored once. Thread-safe.
final class StoredProgress {

    private final ConcurrentHashMap<Integer, Long> next = new ConcurrentHashMap<>();

    StoredProgress(Map<Integer, Long> stored) {
        next.putAll(stored);
    }

    /// The first offset that is not stored.
    long nextOf(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    void advance(int partition, long stored) {
        next.merge(partition, stored, Math::max);
    }
}
