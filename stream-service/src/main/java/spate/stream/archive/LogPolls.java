package spate.stream.archive;

import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;

/// The archive's share of the log.
interface LogPolls {

    /// What one poll brought.
    ///
    /// @param records the records, in order for each partition
    /// @param assignment counts how often partitions were assigned; partitions may begin anywhere after a new one
    /// @param stored to be called when everything of it is stored
    record Polled(List<ConsumerRecord<byte[], byte[]>> records, int assignment, Runnable stored) {}

    /// Joins the archive's group and reads the partitions that it is given, each from the offset that `from`
    /// names.
    ///
    /// Never completes; fails when the log cannot be read any more, then ask again. While nobody asks for more,
    /// it stays in the group and reads nothing.
    Flux<Polled> polls(IntToLongFunction from);

    /// The partitions that are read now.
    Set<Integer> assigned();
}
