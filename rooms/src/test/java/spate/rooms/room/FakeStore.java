package spate.rooms.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.replay.ArchivedEvent;
import spate.rooms.replay.Clearing;
import spate.rooms.replay.EventStore;
import spate.rooms.replay.StoredEvent;
import spate.rooms.replay.StoredRange;

/// An archive that has stored everything below an offset, and answers at once or when the test says so.
final class FakeStore implements EventStore {

    /// Everything of the room that was ever appended.
    final List<LogEvent> events = new ArrayList<>();

    final List<Clearing> cleared = new ArrayList<>();

    /// Offset below which everything is stored.
    long reach;

    boolean isAway;
    boolean later;
    int asked;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(
            Sinks.One<StoredRange> sink,
            LookUp lookUp,
            @Nullable StoredRange known) {}

    private interface LookUp {
        StoredRange range();
    }

    @Override
    public Mono<StoredRange> newestBefore(RoomId room, int partition, String epoch, long before, int limit) {
        return answer(() -> {
            var found = between(-1, before);
            int first = Math.max(0, found.size() - limit);
            return new StoredRange(found.subList(first, found.size()), reach >= before);
        });
    }

    @Override
    public Mono<StoredRange> after(RoomId room, int partition, String epoch, long after, long before, int limit) {
        return answer(() -> {
            var found = between(after, before);
            return found.size() > limit
                    ? new StoredRange(found.subList(0, limit), false)
                    : new StoredRange(found, reach >= before);
        });
    }

    @Override
    public Mono<ArchivedEvent> find(RoomId room, int partition, String epoch, EventId id) {
        return Mono.justOrEmpty(between(-1, Long.MAX_VALUE).stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .map(event -> new ArchivedEvent(event, reach)));
    }

    @Override
    public Mono<List<Clearing>> clearings(RoomId room, String epoch) {
        return Mono.fromSupplier(() -> List.copyOf(cleared));
    }

    private List<StoredEvent> between(long after, long before) {
        return events.stream()
                .filter(e -> e.offset() > after && e.offset() < before && e.offset() < reach)
                .map(e -> new StoredEvent(e.offset(), new EventId(e.id()), e.type(), e.body()))
                .toList();
    }

    private Mono<StoredRange> answer(LookUp lookUp) {
        asked++;
        if (isAway) {
            return Mono.error(new IllegalStateException("the store is away"));
        }
        if (!later) {
            return Mono.fromSupplier(lookUp::range);
        }
        Sinks.One<StoredRange> sink = Sinks.one();
        waiting.add(new Waiting(sink, lookUp, asked % 2 == 0 ? lookUp.range() : null));
        return sink.asMono();
    }

    /// Answers one who waits, with what was stored when it asked or with what is stored now.
    void answerOne(Random random) {
        if (!waiting.isEmpty()) {
            Waiting one = waiting.remove(random.nextInt(waiting.size()));
            one.sink
                    .tryEmitValue(one.known == null ? one.lookUp.range() : one.known)
                    .orThrow();
        }
    }

    boolean isAsked() {
        return !waiting.isEmpty();
    }
}
