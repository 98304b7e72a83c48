package spate.stream.archive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.Topic;
import spate.rooms.log.LogEntry;
import spate.rooms.log.LogRecords;
import spate.rooms.log.Parsed;

/// Records and events for tests.
final class Records {

    static final long BEGIN = 1_700_000_000_000L;

    private Records() {}

    static LogEntry entry(RoomId room, String key, String text) {
        EventId id = EventId.derive(room, "author", key);
        String body = "{\"id\":\"%s\",\"type\":\"message\",\"at\":%d,\"text\":\"%s\"}".formatted(id, BEGIN, text);
        return new LogEntry(room, id, "message", "author", BEGIN, body.getBytes(StandardCharsets.UTF_8));
    }

    static ConsumerRecord<byte[], byte[]> read(int partition, long offset, LogEntry entry) {
        var written = LogRecords.toRecord(entry, null);
        return new ConsumerRecord<>(
                Topic.EVENTS,
                partition,
                offset,
                BEGIN,
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
    }

    static ConsumerRecord<byte[], byte[]> read(int partition, long offset) {
        return read(partition, offset, entry(new RoomId("room-" + partition), Long.toString(offset), "hi"));
    }

    static ConsumerRecord<byte[], byte[]> poison(int partition, long offset) {
        LogEntry entry = entry(new RoomId("room-" + partition), Long.toString(offset), "hi");
        return read(
                partition, offset, new LogEntry(entry.room(), entry.id(), "message", null, BEGIN, new byte[] {'x'}));
    }

    static Parsed.Event event(int partition, long offset) {
        return (Parsed.Event) LogRecords.parse(read(partition, offset));
    }
}
