package spate.faults.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Appends to the log past the services, as other services do: events, the same again, and what is no event. What
/// could not be appended is not there; nothing was promised.
final class Appender implements AutoCloseable {

    private static final String TOPIC = "spate.events";
    private static final int KEPT_MAX = 1_000;
    private static final int GAP_NANOS_MAX = 1_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random;
    private final List<ProducerRecord<byte[], byte[]>> appended = Collections.synchronizedList(new ArrayList<>());

    Appender(String kafka, long seed) {
        this.random = new Random(seed);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", kafka,
                        "acks", "all",
                        "max.block.ms", "3000",
                        "delivery.timeout.ms", "4000",
                        "request.timeout.ms", "2000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void append(String room, int events, int letters) {
        for (int n = 0; n < events; n++) {
            String id = id();
            long at = System.currentTimeMillis();
            String body = "{\"id\":\"%s\",\"type\":\"notice\",\"at\":%d,\"text\":\"%s\"}"
                    .formatted(id, at, "n".repeat(letters));
            var record = new ProducerRecord<>(TOPIC, bytes(room), bytes(body));
            record.headers().add("id", bytes(id)).add("type", bytes("notice")).add("at", bytes(Long.toString(at)));
            if (appended.size() < KEPT_MAX) {
                appended.add(record);
            }
            producer.send(record);
        }
    }

    /// Events that come one by one, each a moment after the one before.
    void trickle(String room, int events) {
        for (int n = 0; n < events; n++) {
            append(room, 1, 20);
            LockSupport.parkNanos(random.nextInt(GAP_NANOS_MAX));
        }
    }

    /// One of the records that were appended, a second time.
    void again(int which) {
        if (!appended.isEmpty()) {
            var first = appended.get(which % appended.size());
            producer.send(new ProducerRecord<>(TOPIC, null, first.key(), first.value(), first.headers()));
        }
    }

    void poison(String room, int kind) {
        var record = switch (kind) {
            case 0 -> new ProducerRecord<>(TOPIC, bytes(room), bytes("{\"id\":\"none\"}"));
            case 1 -> new ProducerRecord<>(TOPIC, bytes(room), new byte[] {(byte) 0xff, 0, 1});
            case 2 -> new ProducerRecord<>(TOPIC, bytes("No Room!"), bytes("{}"));
            default -> withHeaders(new ProducerRecord<>(TOPIC, bytes(room), bytes("{\"id\":\"x\",\"events\":[")));
        };
        record.headers().add(LogModel.POISON, new byte[0]);
        producer.send(record);
    }

    private ProducerRecord<byte[], byte[]> withHeaders(ProducerRecord<byte[], byte[]> record) {
        record.headers().add("id", bytes(id())).add("type", bytes("message")).add("at", bytes("1"));
        return record;
    }

    /// Returns when everything is appended or given up.
    void flush() {
        producer.flush();
    }

    private String id() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
