package spate.stream.archive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;
import spate.rooms.log.LogEntry;
import spate.rooms.log.LogRecords;

/// Appends to the log and knows what the archive must make of it: each event once, where it stood first.
final class LogModel implements AutoCloseable {

    /// @param offset where it stands in the log
    record Known(long offset, LogEntry entry) {}

    private record Sent(LogEntry entry, Future<RecordMetadata> answer) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Sent> sent = new ArrayList<>();

    LogModel(String servers) {
        producer = new KafkaProducer<>(
                // Without idempotence: right after a topic was created, a batch that meets a partition without a leader
                // would otherwise block the ones behind it until it expires.
                Map.of(
                        "bootstrap.servers", servers,
                        "acks", "all",
                        "linger.ms", "2",
                        "enable.idempotence", "false",
                        "max.in.flight.requests.per.connection", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void append(LogEntry entry) {
        append(entry, null);
    }

    /// @param at when the log shall have taken it, milliseconds since 1970; null for now
    void append(LogEntry entry, @Nullable Long at) {
        var record = LogRecords.toRecord(entry, null);
        sent.add(new Sent(
                entry,
                producer.send(new ProducerRecord<>(
                        record.topic(), record.partition(), at, record.key(), record.value(), record.headers()))));
    }

    void append(ProducerRecord<byte[], byte[]> anything) {
        var _ = producer.send(anything);
    }

    /// The rooms as the log has them, once everything appended is acknowledged.
    Map<RoomId, List<Known>> rooms() throws InterruptedException, ExecutionException {
        producer.flush();
        Map<RoomId, TreeMap<Long, LogEntry>> places = new TreeMap<>();
        for (Sent each : sent) {
            places.computeIfAbsent(each.entry().room(), _ -> new TreeMap<>())
                    .put(each.answer().get().offset(), each.entry());
        }
        Map<RoomId, List<Known>> rooms = new TreeMap<>();
        places.forEach((room, log) -> {
            Set<String> seen = new HashSet<>();
            List<Known> known = new ArrayList<>();
            log.forEach((offset, entry) -> {
                if (seen.add(entry.id().value())) {
                    known.add(new Known(offset, entry));
                }
            });
            rooms.put(room, known);
        });
        return rooms;
    }

    @Override
    public void close() {
        producer.close();
    }
}
