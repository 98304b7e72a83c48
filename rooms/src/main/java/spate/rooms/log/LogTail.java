package spate.rooms.log;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;
import spate.protocol.Topic;
import spate.rooms.pace.BackgroundWork;

/// Reads every partition of the log, from a little before now, by manual assignment: no group membership, so
/// nothing ever rebalances, and no offsets committed, so every replica tells its own viewers everything.
final class LogTail extends BackgroundWork implements Tail {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);

    private final LogProperties properties;
    private final String group;
    private final LogConnection connection;
    private final LogTopics topics;
    private final TailListener listener;
    private final Scheduler relay;
    private final Clock clock;
    private final FetchLag lag = new FetchLag();

    /// @param group the service's fixed group id
    /// @param relay the one thread on which the listener is told
    LogTail(
            LogProperties properties,
            String group,
            LogConnection connection,
            LogTopics topics,
            TailListener listener,
            Scheduler relay,
            Clock clock) {
        this.properties = properties;
        this.group = group;
        this.connection = connection;
        this.topics = topics;
        this.listener = listener;
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        return connection.changes().switchMap(this::tail).subscribe();
    }

    @Override
    public long recordsBehind() {
        return lag.records();
    }

    private Flux<Void> tail(LogIdentity identity) {
        var retry = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(3));
        return Mono.defer(() -> topics.range(identity, warmUpFrom()))
                .doOnError(e -> log.warn("The log cannot be tailed yet: {}", String.valueOf(e.getMessage())))
                .retryWhen(retry)
                .publishOn(relay)
                .flatMapMany(range -> new Reading(identity, range)
                        .records()
                        .doOnError(e -> log.error("The tail stopped and goes on where it was", e))
                        .retryWhen(retry));
    }

    private long warmUpFrom() {
        return clock.millis()
                - properties.repeatWindow().toMillis()
                - properties.recentWindow().toMillis();
    }

    /// One incarnation of the log being read; on the relay's thread.
    private final class Reading {
        private final LogIdentity identity;
        private final TailRange range;
        private final long[] next;
        private boolean live;

        Reading(LogIdentity identity, TailRange range) {
            this.identity = identity;
            this.range = range;
            this.next = range.from().clone();
            listener.begins(identity, range.from().clone());
            goLive();
        }

        Flux<Void> records() {
            return Flux.defer(() -> KafkaReceiver.create(options()).receiveBatch())
                    .concatMap(batch -> batch.doOnNext(this::tell).then(Mono.fromRunnable(this::pause)), 1);
        }

        private void tell(ReceiverRecord<byte[], byte[]> record) {
            // After a failure the consumer seeks back to where this stands; an offset below was told already.
            if (record.offset() < next[record.partition()]) {
                return;
            }
            next[record.partition()] = record.offset() + 1;
            listener.tells(
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    LogRecords.parse(record),
                    LogRecords.traceparent(record));
        }

        private void pause() {
            listener.pauses();
            goLive();
        }

        private void goLive() {
            if (!live && range.isBehind(next)) {
                live = true;
                listener.isLive();
            }
        }

        private ReceiverOptions<byte[], byte[]> options() {
            return ReceiverOptions.<byte[], byte[]>create(config())
                    .schedulerSupplier(() -> relay)
                    .consumerListener(new LagListener())
                    .assignment(IntStream.range(0, identity.partitions())
                            .mapToObj(p -> new TopicPartition(Topic.EVENTS, p))
                            .toList())
                    .addAssignListener(assigned -> assigned.forEach(this::seek));
        }

        private void seek(ReceiverPartition partition) {
            partition.seek(next[partition.topicPartition().partition()]);
        }
    }

    private final class LagListener implements ReceiverOptions.ConsumerListener {

        @Override
        public void consumerAdded(String id, Consumer<?, ?> consumer) {
            lag.begins(id, () -> consumer.metrics().values());
        }

        @Override
        public void consumerRemoved(String id, Consumer<?, ?> consumer) {
            lag.ends(id);
        }
    }

    private Map<String, Object> config() {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.servers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, group + "-tail");
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        return config;
    }

    @Override
    public int getPhase() {
        return LogPhases.TAIL;
    }
}
