package spate.rooms.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.Topic;

/// Reads stretches of the log by offset, with a few threads of its own, which are there only while somebody asks,
/// and a consumer for each.
///
/// The topic's id is looked at after a stretch was read: ids are never used again, so where it is still the
/// expected one, what was read was of that topic too.
final class LogReader implements LogStretches, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LogReader.class);
    private static final int THREAD_IDLE_SECONDS = 30;
    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration CLOSE = Duration.ofMillis(500);

    private final LogProperties properties;
    private final LogReadProperties bounds;
    private final LogIdentitySource identities;
    private final LogTopics topics;
    private final Asks asks;
    private final Deque<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedDeque<>();
    private final Counter stretches;
    private final Counter failures;
    private final Counter records;
    private volatile long toldAtNanos = System.nanoTime() - TOLD_NANOS;
    private volatile @Nullable Scheduler threads;

    LogReader(
            LogProperties properties,
            LogReadProperties bounds,
            LogIdentitySource identities,
            LogTopics topics,
            MeterRegistry meters) {
        this.properties = properties;
        this.bounds = bounds;
        this.identities = identities;
        this.topics = topics;
        this.asks = new Asks(bounds.asksMax());
        this.stretches = meters.counter("spate.log.read.stretches");
        this.failures = meters.counter("spate.log.read.failed");
        this.records = meters.counter("spate.log.read.records");
        meters.gauge("spate.log.read.asks", asks, Asks::count);
    }

    @Override
    public Mono<List<Parsed.Event>> after(RoomId room, String epoch, long after, long before, int limit) {
        return ask(room, epoch, after + 1, before, limit, false);
    }

    @Override
    public Mono<List<Parsed.Event>> newestBefore(RoomId room, String epoch, long before, int limit) {
        return ask(room, epoch, Math.max(0, before - bounds.newestRecords()), before, limit, true);
    }

    private Mono<List<Parsed.Event>> ask(RoomId room, String epoch, long from, long before, int limit, boolean newest) {
        if (before <= from) {
            return Mono.just(List.of());
        }
        return Mono.create(sink -> {
            var ask = new Ask(room, epoch, from, before, limit, newest, System.nanoTime(), sink);
            LogIdentity identity = identities.current();
            Scheduler on = threads;
            if (identity == null || on == null || !identity.epoch().equals(epoch)) {
                ask.fail("the log is another one");
            } else if (ask.span() > bounds.recordsMax()) {
                ask.fail("it is too far back");
            } else {
                int partition = identity.partitionOf(room);
                switch (asks.add(partition, ask)) {
                    case FULL -> ask.fail("too many wait");
                    case WAITS -> {}
                    case BEGINS -> schedule(partition, on);
                }
            }
        });
    }

    /// One stretch of a partition for those who wait for it, then the next, behind the other partitions.
    private void read(int partition, Scheduler on) {
        List<Ask> group = asks.next(partition);
        if (group.isEmpty()) {
            return;
        }
        try {
            LogIdentity identity = identities.current();
            if (identity == null) {
                group.forEach(ask -> ask.fail("the log is another one"));
            } else {
                read(identity, partition, group);
            }
        } finally {
            schedule(partition, on);
        }
    }

    private void schedule(int partition, Scheduler on) {
        try {
            on.schedule(() -> read(partition, on));
        } catch (RejectedExecutionException _) {
            // This is stopping.
            for (var group = asks.next(partition); !group.isEmpty(); group = asks.next(partition)) {
                group.forEach(ask -> ask.fail("this replica is stopping"));
            }
        }
    }

    private void read(LogIdentity identity, int partition, List<Ask> group) {
        long oldest = group.stream().mapToLong(ask -> ask.sinceNanos).min().orElseThrow();
        long until = oldest + bounds.timeout().toNanos();
        Consumer<byte[], byte[]> consumer = idle.pollFirst();
        boolean isWhole = false;
        try {
            if (consumer == null) {
                consumer = new KafkaConsumer<>(config());
            }
            group.stream()
                    .filter(ask -> !ask.epoch.equals(identity.epoch()))
                    .forEach(ask -> ask.fail("the log is another one"));
            new Scan(consumer, new TopicPartition(Topic.EVENTS, partition), group, until).run();
            isWhole = true;
        } catch (RuntimeException e) {
            log.debug("A stretch of partition {} cannot be read", partition, e);
            fail(group, String.valueOf(e.getMessage()));
        }
        if (isWhole) {
            idle.addFirst(consumer);
            confirm(identity, group, until);
        } else if (consumer != null) {
            close(consumer);
        }
    }

    private void confirm(LogIdentity identity, List<Ask> group, long until) {
        topics.topicId()
                .timeout(Duration.ofNanos(Math.max(1, until - System.nanoTime())))
                .filter(identity.topicId()::equals)
                .switchIfEmpty(Mono.error(() -> new LogUnavailableException("the log is another one")))
                .subscribe(
                        _ -> {
                            stretches.increment();
                            group.forEach(Ask::answer);
                        },
                        e -> fail(group, String.valueOf(e.getMessage())));
    }

    private void fail(List<Ask> group, String why) {
        failures.increment();
        long now = System.nanoTime();
        if (now - toldAtNanos > TOLD_NANOS) {
            toldAtNanos = now;
            log.warn("A stretch of the log cannot be read for {} who asked: {}", group.size(), why);
        }
        group.forEach(ask -> ask.fail(why));
    }

    private void close(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
        } catch (RuntimeException e) {
            log.debug("A consumer did not close", e);
        }
    }

    private Map<String, Object> config() {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.servers());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, properties.group() + "-read");
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // An offset that is not there must be told, or a gap would go unnoticed.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                bounds.timeout().toMillis());
        config.put(
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) bounds.timeout().toMillis());
        return config;
    }

    @Override
    public void start() {
        threads = Schedulers.newBoundedElastic(
                bounds.readers(), Integer.MAX_VALUE, "spate-log-read", THREAD_IDLE_SECONDS, true);
    }

    @Override
    public void stop() {
        Scheduler stopping = threads;
        threads = null;
        if (stopping != null) {
            stopping.dispose();
        }
        for (var consumer = idle.pollFirst(); consumer != null; consumer = idle.pollFirst()) {
            close(consumer);
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    @Override
    public int getPhase() {
        return LogPhases.APPEND;
    }

    /// One reading of a partition, on one thread.
    private final class Scan {

        private final Consumer<byte[], byte[]> consumer;
        private final TopicPartition at;
        private final List<Ask> group;
        private final long until;
        private final Map<ByteBuffer, RoomScan> byKey = new HashMap<>();
        private long bytes;

        Scan(Consumer<byte[], byte[]> consumer, TopicPartition at, List<Ask> group, long until) {
            this.consumer = consumer;
            this.at = at;
            this.group = group;
            this.until = until;
            for (Ask ask : group) {
                byKey.computeIfAbsent(ByteBuffer.wrap(ask.room.toBytes()), _ -> new RoomScan())
                        .asks
                        .add(ask);
            }
        }

        void run() {
            consumer.assign(List.of(at));
            long first = value(consumer.beginningOffsets(List.of(at), left()).get(at));
            group.forEach(ask -> ask.logBeginsAt(first));
            var wanted = new ArrayDeque<>(group);
            wanted.removeIf(ask -> ask.hasFailed() || ask.span() <= 0);
            if (wanted.isEmpty()) {
                return;
            }
            long from = wanted.stream().mapToLong(Ask::from).min().orElseThrow();
            long before = wanted.stream().mapToLong(ask -> ask.before).max().orElseThrow();
            long idsFrom = Math.max(first, Math.min(from, repeatsFrom(from)));
            if (before - idsFrom > bounds.recordsMax()) {
                throw new LogUnavailableException("it is too far back");
            }
            consumer.seek(at, idsFrom);
            while (consumer.position(at, left()) < before) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(left());
                records.increment(polled.count());
                polled.forEach(this::tell);
            }
        }

        /// Where the ids of the repeat window before an offset begin.
        private long repeatsFrom(long from) {
            if (properties.repeatWindow().isZero()) {
                return from;
            }
            consumer.seek(at, from);
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(left());
            while (polled.isEmpty()) {
                polled = consumer.poll(left());
            }
            long since = polled.iterator().next().timestamp()
                    - properties.repeatWindow().toMillis();
            @Nullable
            OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(at, Math.max(0, since)), left())
                    .get(at);
            return found == null ? from : found.offset();
        }

        /// Most records are of other rooms: those are not looked at any further.
        private void tell(ConsumerRecord<byte[], byte[]> record) {
            byte @Nullable [] key = record.key();
            RoomScan room = key == null ? null : byKey.get(ByteBuffer.wrap(key));
            if (room != null && LogRecords.parse(record) instanceof Parsed.Event event) {
                bytes += room.tell(event);
                if (bytes > bounds.bytesMax()) {
                    throw new LogUnavailableException("it has more bytes than may be kept");
                }
            }
        }

        private Duration left() {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new LogUnavailableException("it takes too long");
            }
            return Duration.ofNanos(left);
        }

        private static long value(@Nullable Long offset) {
            if (offset == null) {
                throw new LogUnavailableException("the log does not say where it begins");
            }
            return offset;
        }
    }

    /// A room in a reading: which ids went by, and who asked for it.
    private static final class RoomScan {

        private final List<Ask> asks = new ArrayList<>();
        private final Set<EventId> seen = new HashSet<>();

        /// @return how many bytes more are kept
        long tell(Parsed.Event event) {
            if (!seen.add(event.entry().id())) {
                return 0;
            }
            long most = 0;
            for (Ask ask : asks) {
                most = Math.max(most, ask.tell(event));
            }
            return most;
        }
    }
}
