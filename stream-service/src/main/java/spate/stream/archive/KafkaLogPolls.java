package spate.stream.archive;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import reactor.core.publisher.Flux;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOffset;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import spate.protocol.Topic;

/// The archive's share of the log by group `spate-archive`. The only class here that reads from Kafka.
///
/// The broker does the waiting for company: it holds a fetch back for the linger or until there is a batch's
/// worth. The group's offsets are committed behind what is stored for those who watch lag, and decide nothing.
final class KafkaLogPolls implements LogPolls {

    static final String GROUP = "spate-archive";

    private static final int FETCH_BYTES_MIN = 64 * 1024;
    private static final int PARTITION_BYTES_MAX = 2 * 1024 * 1024;
    private static final int FETCH_BYTES_MAX = 16 * 1024 * 1024;
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

    private final Map<String, Object> config;
    private final Set<Integer> assigned = ConcurrentHashMap.newKeySet();
    private final AtomicInteger assignments = new AtomicInteger();

    KafkaLogPolls(String servers, ArchiveProperties properties) {
        this(servers, properties, Map.of());
    }

    /// @param more settings of the consumer beside those made here
    KafkaLogPolls(String servers, ArchiveProperties properties, Map<String, Object> more) {
        var consumer = new HashMap<>(more);
        consumer.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
        int silence = (int) properties.silence().toMillis();
        consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, silence);
        consumer.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, silence / 6);
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.pollRowsMax());
        consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES_MIN);
        consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int)
                properties.linger().toMillis());
        consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES_MAX);
        consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
        config = Map.copyOf(consumer);
    }

    @Override
    public Flux<Polled> polls(IntToLongFunction from) {
        return Flux.defer(() -> {
            assigned.clear();
            return KafkaReceiver.create(options(from))
                    .receiveBatch(1)
                    .concatMap(Flux::collectList, 1)
                    .map(this::polled);
        });
    }

    @Override
    public Set<Integer> assigned() {
        return Set.copyOf(assigned);
    }

    private ReceiverOptions<byte[], byte[]> options(IntToLongFunction from) {
        return ReceiverOptions.<byte[], byte[]>create(config)
                .subscription(List.of(Topic.EVENTS))
                .commitInterval(COMMIT_EVERY)
                .commitBatchSize(0)
                // A partition that moves is read again from what is stored; nobody needs to wait for it.
                .maxDelayRebalance(Duration.ZERO)
                .addAssignListener(partitions -> assign(partitions, from))
                .addRevokeListener(partitions -> partitions.forEach(gone -> assigned.remove(number(gone))));
    }

    private void assign(Collection<ReceiverPartition> partitions, IntToLongFunction from) {
        assignments.incrementAndGet();
        for (ReceiverPartition partition : partitions) {
            assigned.add(number(partition));
            partition.seek(from.applyAsLong(number(partition)));
        }
    }

    private Polled polled(List<ReceiverRecord<byte[], byte[]>> read) {
        Map<Integer, ReceiverOffset> last = new HashMap<>();
        for (var each : read) {
            last.put(each.partition(), each.receiverOffset());
        }
        return new Polled(
                List.<ConsumerRecord<byte[], byte[]>>copyOf(read), assignments.get(), () -> acknowledge(last));
    }

    private void acknowledge(Map<Integer, ReceiverOffset> last) {
        last.forEach((partition, offset) -> {
            if (assigned.contains(partition)) {
                offset.acknowledge();
            }
        });
    }

    private static int number(ReceiverPartition partition) {
        return partition.topicPartition().partition();
    }
}
