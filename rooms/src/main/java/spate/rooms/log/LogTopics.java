package spate.rooms.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import reactor.core.publisher.Mono;
import spate.protocol.Topic;

/// Makes sure that Spate's topics exist and that every partition has a leader before anybody writes: a producer
/// that is faster than the election can lose its first batch.
public final class LogTopics implements LogEnds, AutoCloseable {

    private final Admin admin;
    private final LogProperties properties;

    public LogTopics(LogProperties properties) {
        this(admin(properties), properties);
    }

    LogTopics(Admin admin, LogProperties properties) {
        this.admin = admin;
        this.properties = properties;
    }

    private static Admin admin(LogProperties properties) {
        var config = new Properties();
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, properties.servers());
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "spate-topics");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(config);
    }

    /// The topic of events, created with the configured partitions where it is missing; comes once every
    /// partition of it and of the dead-letter topic has a leader. Fails when Kafka does not answer; ask again.
    public Mono<LogIdentity> ensure() {
        return Mono.defer(() -> Mono.when(
                        create(Topic.EVENTS, properties.partitions(), Map.of()),
                        create(Topic.DEAD, 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")))
                .then(identify()));
    }

    /// The identity of the topic as it is now. Fails where it is missing or a partition has no leader.
    public Mono<LogIdentity> identify() {
        return describe(List.of(Topic.EVENTS, Topic.DEAD)).map(topics -> {
            TopicDescription events =
                    Optional.ofNullable(topics.get(Topic.EVENTS)).orElseThrow();
            for (TopicDescription topic : topics.values()) {
                topic.partitions().forEach(partition -> {
                    if (partition.leader() == null || partition.leader().isEmpty()) {
                        throw new LogUnavailableException(
                                "partition " + partition.partition() + " of " + topic.name() + " has no leader");
                    }
                });
            }
            return LogIdentity.of(
                    events.topicId().toString(), events.partitions().size());
        });
    }

    /// The id that the cluster gave the topic of events. Fails where it is missing or Kafka does not answer.
    Mono<String> topicId() {
        return describe(List.of(Topic.EVENTS))
                .map(topics -> Optional.ofNullable(topics.get(Topic.EVENTS))
                        .orElseThrow()
                        .topicId()
                        .toString());
    }

    /// What a starting replica reads: from the first record appended since `since`, milliseconds since 1970, to
    /// the end.
    ///
    /// The end is asked for before the rest: where nothing is that new, it begins there, and what is appended in
    /// between is read. Asked for at the same time, the end may lie behind a record that came in between, whose id
    /// would not be known when it is repeated.
    Mono<TailRange> range(LogIdentity identity, long since) {
        return offsets(identity, OffsetSpec.latest())
                .flatMap(ends -> Mono.zip(
                        offsets(identity, OffsetSpec.forTimestamp(since)),
                        offsets(identity, OffsetSpec.earliest()),
                        (newer, earliest) -> {
                            var from = new long[ends.length];
                            for (int p = 0; p < from.length; p++) {
                                // Never before what is still there.
                                from[p] = Math.max(newer[p] < 0 ? ends[p] : newer[p], earliest[p]);
                            }
                            return new TailRange(from, ends);
                        }));
    }

    @Override
    public Mono<Map<Integer, Long>> ends(Set<Integer> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Mono<long[]> offsets(LogIdentity identity, OffsetSpec spec) {
        Set<Integer> all = IntStream.range(0, identity.partitions()).boxed().collect(Collectors.toUnmodifiableSet());
        return offsets(all, spec).map(answer -> {
            long[] offsets = new long[identity.partitions()];
            answer.forEach((partition, offset) -> offsets[partition] = offset);
            return offsets;
        });
    }

    private Mono<Map<Integer, Long>> offsets(Set<Integer> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(partition -> new TopicPartition(Topic.EVENTS, partition), _ -> spec));
        return Mono.fromCompletionStage(() -> stage(admin.listOffsets(asked).all()))
                .map(answer -> answer.entrySet().stream()
                        .collect(Collectors.toMap(
                                offset -> offset.getKey().partition(),
                                offset -> offset.getValue().offset())));
    }

    private Mono<Void> create(String name, int partitions, Map<String, String> config) {
        var topic = new NewTopic(name, Optional.of(partitions), Optional.of(properties.replication())).configs(config);
        return Mono.fromCompletionStage(
                        () -> stage(admin.createTopics(List.of(topic)).all()))
                .onErrorResume(LogTopics::exists, e -> Mono.empty());
    }

    private Mono<Map<String, TopicDescription>> describe(Collection<String> names) {
        return Mono.fromCompletionStage(() -> stage(admin.describeTopics(names).allTopicNames()));
    }

    private static <T> CompletionStage<T> stage(org.apache.kafka.common.KafkaFuture<T> future) {
        return future.toCompletionStage();
    }

    private static boolean exists(Throwable e) {
        return e instanceof TopicExistsException
                || (e instanceof CompletionException && e.getCause() instanceof TopicExistsException);
    }

    /// Whether the error says that the topic is not there.
    static boolean isMissing(Throwable e) {
        return e instanceof UnknownTopicOrPartitionException
                || (e instanceof CompletionException && e.getCause() instanceof UnknownTopicOrPartitionException);
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(1));
    }
}
