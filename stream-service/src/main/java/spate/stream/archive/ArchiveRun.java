package spate.stream.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogIdentity;
import spate.stream.archive.SliceStore.Place;

/// Archives one incarnation of the log, poll by poll, until something says that it is another one. One poll at
/// a time: while one is stored, at most one more is in memory.
final class ArchiveRun {

    private final ArchiveParts parts;
    private final LogIdentity identity;
    private final int ordinal;
    private final StoredProgress progress;
    private final NextOffsets offsets = new NextOffsets();
    private final RecentTokens tokens;
    private int knownAssignment = -1;

    ArchiveRun(ArchiveParts parts, LogIdentity identity, int ordinal, Map<Integer, Long> stored) {
        this.parts = parts;
        this.identity = identity;
        this.ordinal = ordinal;
        this.progress = new StoredProgress(stored);
        this.tokens = new RecentTokens(identity.epoch());
    }

    /// The size of each batch when it is stored. Never completes; fails with [LogChangedException] or with
    /// whatever ended the reading.
    Flux<Integer> archive() {
        return Flux.merge(parts.polls().polls(progress::nextOf).concatMap(this::store, 0), watch());
    }

    private Mono<Integer> store(LogPolls.Polled polled) {
        if (polled.records().isEmpty()) {
            return Mono.empty();
        }
        parts.meters().inHandSince(polled.records().getFirst().timestamp());
        return knownLog(polled)
                .then(Mono.defer(() -> storeBatch(polled.records())))
                .doOnSuccess(_ -> {
                    polled.stored().run();
                    parts.meters().handEmpty();
                })
                .thenReturn(polled.records().size());
    }

    /// Whether this is still the log that it was, before the first records of a new assignment are stored.
    private Mono<Void> knownLog(LogPolls.Polled polled) {
        if (polled.assignment() == knownAssignment) {
            return Mono.empty();
        }
        return sameLog().doOnSuccess(_ -> {
            knownAssignment = polled.assignment();
            offsets.clear();
            tokens.breakOffAll();
        });
    }

    private Mono<Void> sameLog() {
        return parts.topics()
                .identify()
                .flatMap(now -> now.equals(identity)
                        ? Mono.empty()
                        : Mono.error(new LogChangedException(
                                "epoch %s follows %s".formatted(now.epoch(), identity.epoch()))));
    }

    private Mono<Void> storeBatch(List<ConsumerRecord<byte[], byte[]>> records) {
        BatchPlan plan = BatchPlan.of(records, offsets, parts.bounds());
        var origin = new HashMap<Place, ConsumerRecord<byte[], byte[]>>();
        for (var read : records) {
            origin.put(new Place(read.partition(), read.offset()), read);
        }
        Mono<Void> batch = Flux.fromIterable(plan.poisons())
                .concatMap(parts.store()::bury)
                .thenMany(Flux.fromIterable(plan.lanes()))
                .flatMap(lane -> storeLane(lane, origin), parts.bounds().lanes())
                .then();
        return parts.tracing().around(records, batch);
    }

    private Mono<Void> storeLane(List<Slice> lane, Map<Place, ConsumerRecord<byte[], byte[]>> origin) {
        return Flux.fromIterable(lane)
                .concatMap(slice -> parts.store().store(ordinal, slice, origin))
                .concatMap(this::stored)
                .then();
    }

    private Mono<Void> stored(SliceStore.Stored stored) {
        parts.meters().stored(stored.written().inserted());
        stored.slice().pieces().forEach(piece -> progress.advance(piece.partition(), piece.next()));
        parts.listener().stored(stored.written().shown());
        return parts.recent().push(tokens, stored.slice(), stored.written());
    }

    /// Looks at the log every now and then; where it cannot be seen, reading tells soon enough.
    private Flux<Integer> watch() {
        return Flux.interval(parts.properties().watch())
                .onBackpressureDrop()
                .concatMap(
                        _ -> sameLog()
                                .then(Mono.defer(this::refreshed))
                                .onErrorResume(error -> !(error instanceof LogChangedException), _ -> Mono.empty())
                                .then(Mono.<Integer>empty()),
                        0);
    }

    private Mono<Void> refreshed() {
        return parts.tables()
                .progress(ordinal)
                .doOnNext(stored -> stored.forEach(progress::advance))
                .then(Mono.defer(() -> parts.ends().ends(parts.polls().assigned())))
                .doOnNext(ends -> parts.meters().behindBy(behind(ends)))
                .then();
    }

    private long behind(Map<Integer, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - progress.nextOf(end.getKey())))
                .sum();
    }
}
