package spate.stream.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogIdentity;
import spate.stream.archive.SliceStore.Place;

/// Archives one incarnation of the log, poll by poll, until something says that it is another one. Two polls at a time
/// are stored, so that no lane waits for the slowest of its poll; one more is in memory.
final class ArchiveRun {

    private static final int POLLS_UNDER_WAY = 2;

    private final ArchiveParts parts;
    private final LogIdentity identity;
    private final int ordinal;
    private final StoredProgress progress;
    private final NextOffsets offsets = new NextOffsets();
    private final RecentTokens tokens;
    private final Lanes lanes;
    private int knownAssignment = -1;

    ArchiveRun(ArchiveParts parts, LogIdentity identity, int ordinal, Map<Integer, Long> stored) {
        this.parts = parts;
        this.identity = identity;
        this.ordinal = ordinal;
        this.progress = new StoredProgress(stored);
        this.tokens = new RecentTokens(identity.epoch());
        this.lanes = new Lanes(parts.bounds().lanes());
    }

    /// The size of each batch when it is stored. Never completes; fails with [LogChangedException] or with
    /// whatever ended the reading.
    Flux<Integer> archive() {
        var stored = parts.polls()
                .polls(progress::nextOf)
                .filter(polled -> !polled.records().isEmpty())
                .concatMap(polled -> knownLog(polled).thenReturn(polled), 0)
                .flatMapSequential(this::store, POLLS_UNDER_WAY, 1)
                .map(this::finished);
        return Flux.merge(stored, watch()).doFinally(_ -> parts.meters().handEmpty());
    }

    private Mono<LogPolls.Polled> store(LogPolls.Polled polled) {
        parts.meters().inHandSince(polled.records().getFirst().timestamp());
        return storeBatch(polled.records()).thenReturn(polled);
    }

    /// In the order of the polls: what is acknowledged is stored, and so is all before it.
    private int finished(LogPolls.Polled polled) {
        polled.stored().run();
        parts.meters().outOfHand();
        return polled.records().size();
    }

    /// Whether this is still the log that it was, before the first records of a new assignment are stored and after the
    /// last ones of the assignment before.
    private Mono<Void> knownLog(LogPolls.Polled polled) {
        if (polled.assignment() == knownAssignment) {
            return Mono.empty();
        }
        return lanes.put(BatchPlan.Lane.ALL, sameLog()).doOnSuccess(_ -> {
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
        var appendedAt = new HashMap<Integer, Long>();
        records.forEach(read -> appendedAt.merge(read.partition(), read.timestamp(), Math::max));
        List<Mono<Void>> inLanes = plan.lanes().stream()
                .map(lane -> lanes.put(lane.number(), storeSlices(lane.slices(), origin, appendedAt)))
                .toList();
        Mono<Void> batch =
                Flux.fromIterable(plan.poisons()).concatMap(parts.store()::bury).then(Mono.when(inLanes));
        return parts.tracing().around(records, batch);
    }

    private Mono<Void> storeSlices(
            List<Slice> slices, Map<Place, ConsumerRecord<byte[], byte[]>> origin, Map<Integer, Long> appendedAt) {
        return Flux.fromIterable(slices)
                .concatMap(slice -> parts.store().store(ordinal, slice, origin))
                .concatMap(stored -> stored(stored, appendedAt))
                .then();
    }

    private Mono<Void> stored(SliceStore.Stored stored, Map<Integer, Long> appendedAt) {
        parts.meters().stored(stored.written().inserted());
        stored.slice().pieces().forEach(piece -> progress.advance(piece.partition(), piece.next()));
        parts.listener().stored(stored.written().shown());
        return parts.recent().push(tokens, stored.slice(), stored.written(), appendedAt);
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
                .then(Mono.defer(() -> parts.topics().ends(parts.polls().assigned())))
                .doOnNext(ends -> parts.meters().behindBy(behind(ends)))
                .then();
    }

    private long behind(Map<Integer, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - progress.nextOf(end.getKey())))
                .sum();
    }
}
