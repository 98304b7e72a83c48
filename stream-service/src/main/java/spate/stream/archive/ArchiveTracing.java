package spate.stream.archive;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogRecords;

/// A span for each batch, under the first append in it that is traced. Without a tracer it does nothing.
final class ArchiveTracing {

    private final @Nullable Propagator propagator;

    ArchiveTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.propagator = tracer.getIfAvailable() == null ? null : propagator.getIfAvailable();
    }

    Mono<Void> around(List<ConsumerRecord<byte[], byte[]>> records, Mono<Void> batch) {
        if (propagator == null) {
            return batch;
        }
        return records.stream()
                .map(LogRecords::traceparent)
                .filter(Objects::nonNull)
                .findFirst()
                .map(traceparent -> spanned(propagator, traceparent, records.size(), batch))
                .orElse(batch);
    }

    private static Mono<Void> spanned(Propagator propagator, String traceparent, int records, Mono<Void> batch) {
        return Mono.using(
                () -> propagator
                        .extract(traceparent, (carried, key) -> key.equals(LogRecords.TRACEPARENT) ? carried : null)
                        .name("spate archive")
                        .tag("records", records)
                        .start(),
                span -> batch.doOnError(span::error),
                span -> span.end());
    }
}
