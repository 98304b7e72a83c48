package spate.rooms.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.RoomId;
import spate.rooms.log.LogEnds;
import spate.rooms.log.LogIdentity;
import spate.rooms.policy.RoomPolicies;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.replay.Clearing;
import spate.rooms.replay.EventStore;
import spate.rooms.replay.StoredRange;

/// Finds where a session begins to read. All state is the relay's thread's; what must be looked up elsewhere
/// comes back to that thread.
final class Joins implements Rooms {

    private static final Logger log = LoggerFactory.getLogger(Joins.class);
    private static final long ANEW = Long.MIN_VALUE;
    private static final int REPLAY_TRIES = 3;
    private static final int OLDER = 200;
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final StoredRange NOTHING = new StoredRange(List.of(), false);

    private final RelayThread thread;
    private final Relay relay;
    private final RoomPolicies policies;
    private final EventStore store;
    private final RoomsProperties properties;
    private final ReadingOn reading;
    private final Finding finding;
    private final UnknownRooms unknown;
    private final Map<RoomId, List<Consumer<Loaded>>> loading = new HashMap<>();

    Joins(
            RelayThread thread,
            Relay relay,
            RoomPolicies policies,
            EventStore store,
            LogEnds ends,
            RoomsProperties properties) {
        this.thread = thread;
        this.relay = relay;
        this.policies = policies;
        this.store = store;
        this.properties = properties;
        this.reading = new ReadingOn(thread, relay, properties);
        this.finding = new Finding(thread, relay, reading, store, ends, properties);
        this.unknown = new UnknownRooms(properties.unknownFor().toNanos(), properties.unknownMax());
    }

    @Override
    public Mono<JoinOutcome> join(RoomId room, @Nullable String viewer, @Nullable String after, int history) {
        return Mono.create(sink -> thread.execute(() -> find(new Join(room, viewer, after, history, sink))));
    }

    @Override
    public boolean isReady() {
        return relay.live();
    }

    @Override
    public Mono<Optional<Shown>> find(RoomId room, EventId event) {
        return finding.find(room, event);
    }

    @Override
    public Mono<List<Room>> all() {
        return Mono.fromSupplier(() -> List.copyOf(relay.rooms())).subscribeOn(thread.scheduler());
    }

    /// The position may be one that another replica told already and this one is about to read.
    private void find(Join join) {
        LogIdentity identity = relay.identity();
        if (identity == null || !relay.live()) {
            join.answer(new JoinOutcome.Unavailable("the log is not read yet"));
            return;
        }
        long after = offset(join.after(), identity);
        if (after == ANEW) {
            inRoom(join);
        } else if (!reading.upTo(identity, join.room(), after, () -> inRoom(join), () -> inRoom(join.anew()))) {
            join.answer(new JoinOutcome.Unavailable("too many wait"));
        }
    }

    private static long offset(@Nullable String after, LogIdentity identity) {
        return Optional.ofNullable(after)
                .flatMap(Position::parse)
                .filter(position -> position.epoch().equals(identity.epoch()))
                .map(Position::offset)
                .orElse(ANEW);
    }

    private void inRoom(Join join) {
        Room room = relay.room(join.room());
        if (room != null) {
            begin(join, room);
            return;
        }
        load(join.room(), loaded -> {
            switch (loaded) {
                case Found(Room found) -> begin(join, found);
                case Nowhere _ -> join.answer(new JoinOutcome.RoomUnknown());
                case Failed(String why) -> join.answer(new JoinOutcome.Unavailable(why));
            }
        });
    }

    /// Loads a room's policy once, however many ask for it.
    private void load(RoomId id, Consumer<Loaded> then) {
        List<Consumer<Loaded>> asking = loading.get(id);
        if (asking != null) {
            if (asking.size() < properties.joinsMax()) {
                asking.add(then);
            } else {
                then.accept(new Failed("too many wait for the room"));
            }
            return;
        }
        if (isUnknown(id)) {
            then.accept(new Nowhere());
            return;
        }
        if (loading.size() >= properties.loadsMax()) {
            then.accept(new Failed("too many rooms are being loaded"));
            return;
        }
        loading.put(id, new ArrayList<>(List.of(then)));
        relay.expect(id);
        thread.lookUp(load(id), found -> loaded(id, found), e -> failed(id, e));
    }

    private Mono<Known> load(RoomId id) {
        Mono<List<Clearing>> cleared = store.clearings(id, relay.epoch())
                .doOnError(e -> log.warn("What was cleared of {} is not known: {}", id, String.valueOf(e.getMessage())))
                .onErrorReturn(List.of());
        return policies.find(id).zipWith(cleared, Known::new);
    }

    /// What the log tells of a room makes it known at once.
    private boolean isUnknown(RoomId id) {
        return unknown.holds(id, thread.nanoTime()) && !relay.recent(id).has(id);
    }

    private void loaded(RoomId id, Optional<Known> known) {
        if (known.isEmpty()) {
            relay.forget(id);
            unknown.learn(id, thread.nanoTime());
            answer(id, new Nowhere());
        } else {
            Room room = relay.room(id);
            answer(
                    id,
                    new Found(
                            room == null
                                    ? relay.create(
                                            known.get().policy(), known.get().cleared())
                                    : room));
        }
    }

    private void failed(RoomId id, Throwable e) {
        log.warn("Room {} cannot be loaded: {}", id, String.valueOf(e.getMessage()));
        relay.forget(id);
        answer(id, new Failed("the room cannot be loaded"));
    }

    private void answer(RoomId id, Loaded loaded) {
        List<Consumer<Loaded>> asking = loading.remove(id);
        if (asking != null) {
            asking.forEach(one -> one.accept(loaded));
        }
    }

    /// The position is read again here: while the session waited, the log may have become another one.
    private void begin(Join join, Room room) {
        long after = offset(join.after(), room.log());
        if (!room.policy().isOpenTo(join.viewer())) {
            join.answer(new JoinOutcome.RoomUnknown());
        } else if (!room.policy().settings().open()) {
            join.answer(new JoinOutcome.RoomClosed());
        } else if (after == ANEW) {
            anew(join, room);
        } else {
            // Another replica may have told what waits here for its window: it must not come twice.
            if (after > room.tail().head().last()) {
                relay.flush(room);
            }
            resume(join, room, after, after, List.of(), REPLAY_TRIES);
        }
    }

    /// Goes on after `from`: in the tail, or else with what the partition's recent stretch or the store has between
    /// `from` and the tail.
    ///
    /// @param told what the session has
    /// @param replay what was found so far between `told` and `from`
    private void resume(Join join, Room room, long told, long from, List<Batch> replay, int tries) {
        RoomTail.Resume in = room.tail().resumeAfter(from);
        if (in != null) {
            var batches = new ArrayList<>(replay);
            if (in.rest() != null) {
                batches.add(in.rest());
            }
            long position = replay.isEmpty() ? in.offset() : told;
            join.answer(room, new JoinPoint(position, true, List.of(), batches, in.next()));
            return;
        }
        if (tries == 0) {
            anew(join, room);
            return;
        }
        long covered = room.tail().covered();
        List<LogEvent> near = relay.recent(room.id()).between(room.id(), from, covered);
        if (near != null) {
            goOn(join, room, told, from, covered, near, replay, tries);
            return;
        }
        LogIdentity identity = room.log();
        thread.lookUp(
                store.after(
                        room.id(),
                        identity.partitionOf(room.id()),
                        identity.epoch(),
                        from,
                        covered + 1,
                        properties.replayMax()),
                found -> {
                    StoredRange range = found.orElse(NOTHING);
                    if (range.complete()) {
                        goOn(join, room, told, from, covered, LogEvents.of(range.events()), replay, tries);
                    } else {
                        anew(join, room);
                    }
                },
                e -> {
                    log.warn("Room {} cannot be replayed: {}", room.id(), String.valueOf(e.getMessage()));
                    anew(join, room);
                });
    }

    /// Goes on after `covered`, up to which `all` is everything after `from`.
    private void goOn(
            Join join,
            Room room,
            long told,
            long from,
            long covered,
            List<LogEvent> all,
            List<Batch> replay,
            int tries) {
        List<LogEvent> found = room.shown(all);
        if (found.isEmpty() && replay.isEmpty()) {
            resume(join, room, covered, covered, List.of(), tries - 1);
        } else {
            resume(join, room, told, covered, joined(replay, room, from, covered, found), tries - 1);
        }
    }

    private List<Batch> joined(List<Batch> replay, Room room, long from, long to, List<LogEvent> found) {
        var batches = new ArrayList<>(replay);
        if (found.isEmpty()) {
            // The store may hold less than the tail let go of: a repeat is stored once.
            Batch last = batches.removeLast();
            batches.add(new Batch(room.id(), room.log(), last.prev(), to, last.events()));
            return batches;
        }
        batches.addAll(LogEvents.batches(room, from, to, found, properties.batchBytes(), FramePages.NONE));
        return batches;
    }

    /// Begins at the newest, with the history that was asked for. What the tail and the partition's recent stretch
    /// lack comes from the store once, and is kept for the next who join; where the store cannot tell, nobody asks
    /// it again for a moment.
    private void anew(Join join, Room room) {
        long covered = room.tail().covered();
        List<LogEvent> near = recentBefore(room, covered);
        if (join.history() <= room.tail().events() + near.size()) {
            beginWith(join, room, near);
            return;
        }
        if (room.older().isKnown(covered, thread.nanoTime())) {
            beginWith(join, room, room.older().before(covered));
            return;
        }
        LogIdentity identity = room.log();
        thread.lookUp(
                store.newestBefore(room.id(), identity.partitionOf(room.id()), identity.epoch(), covered + 1, OLDER),
                found -> beginWith(join, room, learnt(room, covered, found.orElse(NOTHING))),
                e -> {
                    log.warn("Room {} has no older history now: {}", room.id(), String.valueOf(e.getMessage()));
                    beginWith(join, room, learnt(room, covered, NOTHING));
                });
    }

    /// What is before the tail now, as far as it is known.
    private List<LogEvent> learnt(Room room, long covered, StoredRange range) {
        long now = room.tail().covered();
        List<LogEvent> near = recentBefore(room, now);
        if (now != covered) {
            return near;
        }
        List<LogEvent> found = range.gapless() ? LogEvents.of(range.events()) : List.of();
        List<LogEvent> older = range.complete() || found.size() > near.size() ? found : near;
        if (range.complete()) {
            room.older().know(covered, older);
        } else {
            room.older().knowForNow(covered, older, thread.nanoTime() + ASK_AGAIN_NANOS);
        }
        return older;
    }

    private List<LogEvent> recentBefore(Room room, long covered) {
        RecentEvents recent = relay.recent(room.id());
        List<LogEvent> near = recent.between(room.id(), recent.covered(), covered);
        return near == null ? List.of() : near;
    }

    private void beginWith(Join join, Room room, List<LogEvent> found) {
        List<LogEvent> older = room.shown(found);
        RoomTail.Head head = room.tail().head();
        List<LogEvent> newest = room.tail().newest(join.history());
        int missing = Math.min(join.history() - newest.size(), older.size());
        List<LogEvent> history = newest;
        if (missing > 0) {
            history = new ArrayList<>(older.subList(older.size() - missing, older.size()));
            history.addAll(newest);
        }
        join.answer(room, new JoinPoint(head.last(), false, history, List.of(), head.next()));
    }

    private sealed interface Loaded {}

    private record Found(Room room) implements Loaded {}

    private record Nowhere() implements Loaded {}

    private record Failed(String why) implements Loaded {}

    /// What a room is made of.
    private record Known(RoomPolicy policy, List<Clearing> cleared) {}
}
