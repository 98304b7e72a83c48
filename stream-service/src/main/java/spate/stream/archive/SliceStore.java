package spate.stream.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import spate.rooms.log.Parsed;

/// Stores slices, whatever happens: an outage is waited out, data that MySQL refuses is narrowed down to the
/// one event, which becomes a dead letter.
final class SliceStore {

    private final EventRows rows;
    private final DeadLetters.Office deadLetters;
    private final ArchiveMeters meters;
    private final ArchiveProperties properties;
    private final SeldomLog log;

    SliceStore(
            EventRows rows,
            DeadLetters.Office deadLetters,
            ArchiveMeters meters,
            ArchiveProperties properties,
            Clock clock) {
        this.rows = rows;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.properties = properties;
        this.log = new SeldomLog(LoggerFactory.getLogger(SliceStore.class), clock, Duration.ofSeconds(10));
    }

    /// Comes when the slice is stored, in one part or in several.
    ///
    /// @param origin finds the record of an event
    Flux<Stored> store(int ordinal, Slice slice, Map<Place, ConsumerRecord<byte[], byte[]>> origin) {
        return untilStored(
                        slice,
                        () -> rows.write(ordinal, slice)
                                .timeout(properties.storeTimeout())
                                .map(written -> new Stored(slice, written)))
                .flux()
                .onErrorResume(error -> narrowed(ordinal, slice, origin, error));
    }

    /// Comes when the letter is delivered.
    Mono<Void> bury(DeadLetter letter) {
        return Mono.defer(() -> deadLetters.deliver(letter))
                .retryWhen(patiently("A dead letter cannot be delivered now", SliceStore::isOutage))
                .doOnSuccess(_ -> meters.died());
    }

    /// Where an event stands.
    record Place(int partition, long offset) {

        static Place of(Parsed.Event event) {
            return new Place(event.partition(), event.offset());
        }
    }

    /// A slice and what became of it.
    record Stored(Slice slice, EventRows.Written written) {}

    private Flux<Stored> narrowed(
            int ordinal, Slice slice, Map<Place, ConsumerRecord<byte[], byte[]>> origin, Throwable refused) {
        if (slice.size() > 1) {
            return Flux.fromIterable(slice.halves()).concatMap(half -> store(ordinal, half, origin));
        }
        var read = slice.events().findFirst().map(event -> origin.get(Place.of(event)));
        log.warn("An event cannot be stored", refused);
        return Mono.justOrEmpty(read)
                .flatMap(dead -> bury(new DeadLetter(dead, "refused by the database")))
                .thenMany(store(ordinal, slice.bare(), Map.of()));
    }

    /// Fails only for data. A slice without events has none that could be at fault, so it is tried again.
    private Mono<Stored> untilStored(Slice slice, Supplier<Mono<Stored>> attempt) {
        boolean isBare = slice.size() == 0;
        return Mono.defer(attempt).retryWhen(patiently("MySQL does not store now", error -> isBare || isOutage(error)));
    }

    private static boolean isOutage(Throwable error) {
        return StoreFailure.of(error) == StoreFailure.OUTAGE;
    }

    private Retry patiently(String what, Predicate<Throwable> isWorthIt) {
        return Retry.backoff(Long.MAX_VALUE, properties.retryFirst())
                .maxBackoff(properties.retryMax())
                .jitter(0.5)
                .filter(isWorthIt)
                .doBeforeRetry(signal -> {
                    meters.retried();
                    log.warn(what, signal.failure());
                });
    }
}
