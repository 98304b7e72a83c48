package spate.rooms.log;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;

/// How far Kafka's consumers are behind the end of the log, by the figure that each keeps of its own for
/// every partition. Asking costs no request. Thread-safe.
final class FetchLag {

    private static final String RECORDS = "records-lag";
    private static final String PARTITION = "partition";

    private final ConcurrentMap<String, Supplier<? extends Iterable<? extends Metric>>> consumers =
            new ConcurrentHashMap<>();

    /// @param metrics those of the consumer, as they are whenever they are asked for
    void begins(String consumer, Supplier<? extends Iterable<? extends Metric>> metrics) {
        consumers.put(consumer, metrics);
    }

    void ends(String consumer) {
        consumers.remove(consumer);
    }

    /// Records behind, over all partitions, as of the last fetch of each; 0 while nothing was fetched.
    long records() {
        double behind = 0;
        for (var metrics : List.copyOf(consumers.values())) {
            for (Metric metric : metrics.get()) {
                var name = metric.metricName();
                boolean counts = name.name().equals(RECORDS) && name.tags().containsKey(PARTITION);
                if (counts && metric.metricValue() instanceof Double value && value > 0) {
                    behind += value;
                }
            }
        }
        return (long) behind;
    }
}
