package spate.stream.archive;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// The token of each partition: it names an unbroken run of pushes to Redis, and a new one begins wherever one
/// might have been missed. Thread-safe.
final class RecentTokens {

    private final String epoch;
    private final ConcurrentHashMap<Integer, String> tokens = new ConcurrentHashMap<>();

    RecentTokens(String epoch) {
        this.epoch = epoch;
    }

    String of(int partition) {
        return tokens.computeIfAbsent(
                partition,
                _ -> epoch
                        + ':'
                        + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX));
    }

    /// Something of these partitions was not pushed, or may have been pushed by another process since.
    void breakOff(Collection<Integer> partitions) {
        partitions.forEach(tokens::remove);
    }

    void breakOffAll() {
        tokens.clear();
    }
}
