package spate.stream.archive;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record that can never be stored.
///
/// @param reason why, in few words
record DeadLetter(ConsumerRecord<byte[], byte[]> read, String reason) {}
