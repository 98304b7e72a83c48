package spate.stream.archive;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;
import spate.protocol.Topic;

/// Where the log ends, to tell how far the archive is behind.
final class LogEnds implements AutoCloseable {

    private final Admin admin;

    LogEnds(String servers) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "spate-archive-ends",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000));
    }

    /// For each of the partitions the offset that its next record will have.
    Mono<Map<Integer, Long>> ends(Set<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(p -> new TopicPartition(Topic.EVENTS, p), _ -> OffsetSpec.latest()));
        return Mono.fromCompletionStage(() -> admin.listOffsets(asked).all().toCompletionStage())
                .map(ends -> ends.entrySet().stream()
                        .collect(Collectors.toMap(
                                end -> end.getKey().partition(),
                                end -> end.getValue().offset())));
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(1));
    }
}
