package spate.rooms.room;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.log.LogEnds;
import spate.rooms.log.LogIdentity;
import spate.rooms.log.LogUnavailableException;
import spate.rooms.pace.Gathering;
import spate.rooms.replay.ArchivedEvent;
import spate.rooms.replay.EventStore;

/// Finds single events. What is nowhere yet may have been acknowledged a moment ago, and be on its way to this replica:
/// only once everything was read that the log held when it was asked for, there is none.
final class Finding {

    /// Longest time between two questions where the log ends, however many ask for what is nowhere.
    private static final Duration SPACE = Duration.ofMillis(10);

    private final RelayThread thread;
    private final Relay relay;
    private final ReadingOn reading;
    private final EventStore store;
    private final Gathering<Integer, Long> ends;

    Finding(
            RelayThread thread,
            Relay relay,
            ReadingOn reading,
            EventStore store,
            LogEnds ends,
            RoomsProperties properties) {
        this.thread = thread;
        this.relay = relay;
        this.reading = reading;
        this.store = store;
        this.ends = new Gathering<>(
                partitions -> endsOf(partitions, ends).timeout(properties.resumeWait(), thread.scheduler()),
                properties.joinsMax(),
                properties.joinsMax(),
                SPACE,
                thread.scheduler());
    }

    /// See [Rooms#find].
    Mono<Optional<Shown>> find(RoomId id, EventId event) {
        return look(id, event)
                .flatMap(found ->
                        found.isPresent() ? Mono.just(found) : readOn(id).then(look(id, event)));
    }

    private Mono<Optional<Shown>> look(RoomId id, EventId event) {
        return Mono.defer(() -> {
                    Room room = relay.room(id);
                    LogEvent found = room == null ? null : room.find(event.value());
                    return found == null ? archived(id, event) : Mono.just(Optional.of(shown(id, found)));
                })
                .subscribeOn(thread.scheduler());
    }

    private Mono<Optional<Shown>> archived(RoomId id, EventId event) {
        LogIdentity log = relay.identity();
        return log == null
                ? Mono.just(Optional.empty())
                : store.find(id, log.partitionOf(id), log.epoch(), event)
                        .publishOn(thread.scheduler())
                        .map(found -> shown(id, found))
                        .defaultIfEmpty(Optional.empty());
    }

    /// What was hidden the archive may not have read yet. Where this replica does not know of it either, since the room
    /// came to memory later, nobody can say whether the event is shown.
    private Optional<Shown> shown(RoomId id, ArchivedEvent found) {
        Room room = relay.room(id);
        if (room == null) {
            return Optional.empty();
        }
        if (!room.knowsHiddenFrom(found.archivedBefore())) {
            throw new LogUnavailableException("the archive does not know yet what was hidden");
        }
        return room.shown(LogEvents.of(List.of(found.event()))).stream()
                .findFirst()
                .map(event -> shown(id, event));
    }

    /// The archive may be ahead of what was read here.
    private Shown shown(RoomId id, LogEvent event) {
        return new Shown(event, Math.max(relay.next(id) - 1, event.offset()));
    }

    /// Comes once this replica has read what the log holds now. Fails where the log cannot say, or takes too long.
    private Mono<Void> readOn(RoomId id) {
        return Mono.defer(() -> {
                    LogIdentity log = relay.identity();
                    return log == null
                            ? Mono.error(new LogUnavailableException("the log is not read yet"))
                            : ends.ask(log.partitionOf(id), thread).flatMap(end -> readUpTo(log, id, end - 1));
                })
                .subscribeOn(thread.scheduler());
    }

    private static Mono<List<Long>> endsOf(List<Integer> partitions, LogEnds log) {
        return log.ends(Set.copyOf(partitions))
                .map(ends -> partitions.stream()
                        .map(partition -> ends.getOrDefault(partition, 0L))
                        .toList());
    }

    private Mono<Void> readUpTo(LogIdentity log, RoomId id, long offset) {
        return Mono.create((MonoSink<Void> read) -> {
            var late = new LogUnavailableException("the log is not read up to here yet");
            if (!reading.upTo(log, id, offset, read::success, () -> read.error(late))) {
                read.error(late);
            }
        });
    }
}
