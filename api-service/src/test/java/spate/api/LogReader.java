package spate.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import spate.protocol.Topic;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.testing.SpateServers;

/// Reads what stands in the log.
final class LogReader {

    private LogReader() {}

    /// Every event of a room, in the order of the log.
    static List<RoomEvent> eventsOf(String room) {
        Map<String, Object> config = Map.of("bootstrap.servers", SpateServers.kafka());
        try (var reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(Topic.EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            List<RoomEvent> events = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> reader.position(each) < ends.getOrDefault(each, 0L))) {
                for (var found : reader.poll(Duration.ofMillis(200))) {
                    if (new String(found.key(), StandardCharsets.US_ASCII).equals(room)) {
                        events.add(EventJson.decode(found.value()));
                    }
                }
            }
            return events;
        }
    }
}
