package spate.bench.baseline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Flux;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;

/// A room with a Kafka consumer for each session, in a group of its own, as one writes it who wants every session
/// to receive everything and leaves the rest to Kafka.
final class ConsumersRoom implements BaselineRoom {

    private static final String TOPIC = "bench.room";

    private final String servers;
    private final Runnable joined;
    private final KafkaProducer<String, String> producer;
    private final AtomicInteger groups = new AtomicInteger();

    /// Creates the topic, with one partition.
    ///
    /// @param servers Kafka's address; a fresh one, so that the room begins empty
    /// @param joined told of each viewer whose consumer has its partition
    ConsumersRoom(String servers, Runnable joined) {
        this.servers = servers;
        this.joined = joined;
        createTopic();
        this.producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class));
    }

    @Override
    public Flux<String> join() {
        var options = ReceiverOptions.<String, String>create(Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "viewer-" + groups.incrementAndGet(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        StringDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        StringDeserializer.class))
                .subscription(List.of(TOPIC))
                .addAssignListener(_ -> joined.run());
        return KafkaReceiver.create(options).receive().map(record -> {
            record.receiverOffset().acknowledge();
            return BaselineFrames.events(record.offset(), record.value());
        });
    }

    @Override
    public boolean send(long number, String event) {
        producer.send(new ProducerRecord<>(TOPIC, event));
        return true;
    }

    @Override
    public void close() {
        producer.close();
    }

    private void createTopic() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("the topic cannot be created", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
