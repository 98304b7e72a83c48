package spate.rooms.log;

import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Where the log ends now. Thread-safe.
public interface LogEnds {

    /// For each of the partitions the offset that its next record will have. What was acknowledged before the question
    /// stands before that. Fails where Kafka does not answer within ten seconds.
    Mono<Map<Integer, Long>> ends(Set<Integer> partitions);
}
