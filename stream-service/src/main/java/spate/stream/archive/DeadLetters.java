package spate.stream.archive;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import reactor.core.publisher.Mono;
import spate.protocol.Topic;

/// Dead letters to records of the dead-letter topic: key, value and headers as they were, and the headers
/// `reason`,
/// `from-topic`, `from-partition` and `from-offset`. A letter that is too large for the topic goes without its
/// value and with the header `cut`.
final class DeadLetters {

    private DeadLetters() {}

    static ProducerRecord<byte[], byte[]> toRecord(DeadLetter letter) {
        var read = letter.read();
        return addressed(
                letter, new ProducerRecord<>(Topic.DEAD, null, null, read.key(), read.value(), read.headers()));
    }

    @SuppressWarnings("NullAway") // a record may have no value
    static ProducerRecord<byte[], byte[]> toCutRecord(DeadLetter letter) {
        var cut = new ProducerRecord<byte[], byte[]>(Topic.DEAD, null, null, null, null, null);
        cut.headers().add("cut", utf8("true"));
        return addressed(letter, cut);
    }

    static boolean isTooLarge(Throwable error) {
        return error instanceof RecordTooLargeException
                || (error instanceof CompletionException && error.getCause() instanceof RecordTooLargeException);
    }

    private static ProducerRecord<byte[], byte[]> addressed(DeadLetter letter, ProducerRecord<byte[], byte[]> written) {
        Headers headers = written.headers();
        headers.add("reason", utf8(letter.reason()));
        headers.add("from-topic", utf8(letter.read().topic()));
        headers.add("from-partition", utf8(Integer.toString(letter.read().partition())));
        headers.add("from-offset", utf8(Long.toString(letter.read().offset())));
        return written;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Where dead letters go.
    interface Office {

        /// Comes when the dead-letter topic has the letter durably; fails where it does not take it now.
        Mono<Void> deliver(DeadLetter letter);
    }
}
