package spate.rooms.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;
import reactor.util.retry.Retry;
import spate.protocol.Position;
import spate.rooms.pace.Spaced;

/// Appends to Kafka through one shared, idempotent sender; the only class that writes events.
///
/// An append that comes alone goes at once. In a flood they go in groups: what a message costs from here to the rooms
/// and the archive is mostly per request to Kafka, not per message (docs/performance.md).
///
/// Whatever goes wrong, every append gets an answer within the configured timeout and a second.
final class KafkaEventLog implements EventLog, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KafkaEventLog.class);

    private static final Duration OVERDUE_LOOKED_FOR = Duration.ofMillis(250);

    private final LogProperties properties;
    private final LogIdentitySource identity;
    private final LogTracing tracing;
    private final Counter appended;
    private final Counter failed;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Queue<SenderRecord<byte[], byte[], Append>> waiting = new ConcurrentLinkedQueue<>();
    /// Unanswered appends, the oldest first, with answered ones among them.
    private final Queue<Append> unanswered = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Spaced sending;
    private volatile @Nullable FluxSink<SenderRecord<byte[], byte[], Append>> sink;
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile @Nullable Disposable running;
    private @Nullable KafkaSender<byte[], byte[]> sender;
    private @Nullable Disposable overdue;

    KafkaEventLog(LogProperties properties, LogIdentitySource identity, LogTracing tracing, MeterRegistry meters) {
        this.properties = properties;
        this.identity = identity;
        this.tracing = tracing;
        this.appended = meters.counter("spate.log.appended");
        this.failed = meters.counter("spate.log.failed");
        meters.gauge("spate.log.appends.under.way", underWay);
    }

    @Override
    public Mono<Position> append(LogEntry entry) {
        LogIdentity target = identity.current();
        Spaced next = sending;
        if (target == null || next == null) {
            failed.increment();
            return Mono.error(new LogUnavailableException("not connected to the log"));
        }
        if (underWay.incrementAndGet() > properties.appendsMax()) {
            underWay.decrementAndGet();
            failed.increment();
            return Mono.error(new LogUnavailableException("too many appends under way"));
        }
        Span span = tracing.startAppend();
        var append = new Append(target, span);
        unanswered.add(append);
        waiting.add(SenderRecord.create(LogRecords.toRecord(entry, tracing.header(span)), append));
        next.ask();
        if (sending != next) {
            append.failed(new LogUnavailableException("this server stops"));
        }
        return append.position();
    }

    private int sendWaiting() {
        var out = sink;
        int sent = 0;
        for (var record = waiting.poll(); record != null; record = waiting.poll()) {
            if (out != null) {
                out.next(record);
                sent++;
            }
        }
        return sent;
    }

    /// One look at all of them now and then, instead of a timer for each.
    private void failOverdue() {
        long longest = properties.timeout().plusSeconds(1).toNanos();
        long now = System.nanoTime();
        for (Append oldest = unanswered.peek(); oldest != null; oldest = unanswered.peek()) {
            if (!oldest.isOver(now, longest)) {
                return;
            }
            unanswered.remove(oldest);
        }
    }

    @Override
    public void start() {
        var created = KafkaSender.create(SenderOptions.<byte[], byte[]>create(config())
                .stopOnError(false)
                .maxInFlight(1024));
        sender = created;
        running = created.send(Flux.<SenderRecord<byte[], byte[], Append>>create(s -> sink = s)
                        .filter(this::isFresh))
                .doOnNext(this::answer)
                .doOnError(this::restart)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(2)))
                .doOnComplete(ended::tryEmitEmpty)
                .subscribe();
        overdue = Flux.interval(OVERDUE_LOOKED_FOR).onBackpressureDrop().subscribe(_ -> failOverdue());
        sending = new Spaced(this::sendWaiting, properties.linger(), Schedulers.parallel());
    }

    /// While Kafka is away the sender waits, and appends wait behind it. Those whose author was told that they
    /// failed are not sent any more when Kafka is back.
    private boolean isFresh(SenderRecord<byte[], byte[], Append> record) {
        Append append = record.correlationMetadata();
        if (append.age(System.nanoTime()) < properties.timeout().toNanos()) {
            return true;
        }
        underWay.decrementAndGet();
        failed.increment();
        append.failed(new LogUnavailableException("it waited for too long"));
        return false;
    }

    /// What the old sender had under way is never answered by it; those appends time out.
    private void restart(Throwable e) {
        log.error("The sender stopped and starts anew", e);
        underWay.set(0);
    }

    private void answer(SenderResult<Append> result) {
        underWay.decrementAndGet();
        Append append = result.correlationMetadata();
        Exception error = result.exception();
        append.endSpan();
        if (error == null) {
            appended.increment();
            append.tookPlace(result.recordMetadata().offset());
        } else {
            failed.increment();
            append.failed(new LogUnavailableException("the log did not take it", error));
        }
    }

    private Map<String, Object> config() {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.servers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "spate-append");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Appends wait for each other before they come here.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        int timeout = (int) properties.timeout().toMillis();
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(500, timeout / 2));
        // The sender's one thread waits this long for metadata or buffer space, and every append behind it
        // waits too.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        return config;
    }

    /// Ends once what is under way is answered, or the timeout of appends is over.
    @Override
    public void stop(Runnable callback) {
        Spaced last = sending;
        sending = null;
        if (last != null) {
            last.dispose();
        }
        var out = sink;
        if (out != null) {
            sendWaiting();
            out.complete();
        }
        // To close a sender is to wait for it, which the threads of timers and of the sender must not.
        ended.asMono()
                .timeout(properties.timeout(), Mono.empty())
                .publishOn(Schedulers.boundedElastic())
                .doFinally(_ -> stopped(callback))
                .subscribe();
    }

    private void stopped(Runnable callback) {
        try {
            stop();
        } finally {
            callback.run();
        }
    }

    @Override
    public void stop() {
        sending = null;
        if (overdue != null) {
            overdue.dispose();
            overdue = null;
        }
        if (running != null) {
            running.dispose();
            running = null;
        }
        if (sender != null) {
            sender.close();
            sender = null;
        }
        for (Append left = unanswered.poll(); left != null; left = unanswered.poll()) {
            left.failed(new LogUnavailableException("this server stops"));
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /// Before everything that appends, and after it in stopping.
    @Override
    public int getPhase() {
        return LogPhases.APPEND;
    }
}
