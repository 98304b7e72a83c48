package spate.stream.archive;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;

/// Dead letters to Kafka. The only class here that writes to it.
final class KafkaDeadLetters implements DeadLetters.Office, AutoCloseable {

    private final KafkaSender<byte[], byte[]> sender;

    KafkaDeadLetters(String servers) {
        sender = KafkaSender.create(SenderOptions.create(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "spate-archive-dead",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000)));
    }

    @Override
    public Mono<Void> deliver(DeadLetter letter) {
        return send(DeadLetters.toRecord(letter))
                .onErrorResume(DeadLetters::isTooLarge, _ -> send(DeadLetters.toCutRecord(letter)));
    }

    private Mono<Void> send(ProducerRecord<byte[], byte[]> written) {
        return sender.send(Mono.fromSupplier(() -> SenderRecord.create(written, 0)))
                .then();
    }

    @Override
    public void close() {
        sender.close();
    }
}
