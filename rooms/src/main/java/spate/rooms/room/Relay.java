package spate.rooms.room;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spate.protocol.CloseReason;
import spate.protocol.RoomId;
import spate.rooms.log.LogIdentity;
import spate.rooms.log.LogProperties;
import spate.rooms.log.LogTracing;
import spate.rooms.log.Parsed;
import spate.rooms.log.TailListener;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.replay.Clearing;

/// Routes what the log carries to the rooms in memory, each event once. Everything here happens on the relay's
/// thread, so nothing is locked.
final class Relay implements TailListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final long SKIPPED_TOLD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RoomsProperties properties;
    private final LogProperties logProperties;
    private final Flushing flushing;
    private final RoomMeters meters;
    private final LogTracing tracing;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<RoomId, Room> rooms = new HashMap<>();
    /// Rooms that are being loaded, each with what changed its policy since the loading began.
    private final Map<RoomId, List<LogEvent>> changesWhileLoading = new HashMap<>();
    private Partition[] partitions = {};
    private @Nullable LogIdentity identity;
    private @Nullable Runnable afterPause;
    private Consumer<Room> behindInWords = _ -> {};
    private long skippedAtNanos;
    private volatile boolean live;

    Relay(
            RoomsProperties properties,
            LogProperties logProperties,
            Flushing flushing,
            RoomMeters meters,
            LogTracing tracing,
            Clock clock,
            LongSupplier nanoTime) {
        this.properties = properties;
        this.logProperties = logProperties;
        this.flushing = flushing;
        this.meters = meters;
        this.tracing = tracing;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public void begins(LogIdentity begun, long[] from) {
        if (identity != null) {
            log.warn("The log is another one: all {} rooms begin anew", rooms.size());
            rooms.values().forEach(room -> room.end(CloseReason.RESTART));
            rooms.clear();
            flushing.forget();
        }
        live = false;
        identity = begun;
        partitions = new Partition[from.length];
        int ids = Math.max(1_000, logProperties.repeatIdsMax() / from.length / 2);
        long window = logProperties.repeatWindow().toMillis();
        for (int p = 0; p < from.length; p++) {
            var recent = new RecentEvents(from[p] - 1, logProperties.recentBytes() / from.length);
            // What was appended before this may be the repeat of what stands before the beginning.
            long trusted = from[p] == 0
                    ? Long.MIN_VALUE
                    : clock.millis() - logProperties.recentWindow().toMillis();
            partitions[p] = new Partition(from[p], new RepeatFilter(ids, window), recent, trusted);
        }
    }

    @Override
    public void tells(int partition, long offset, long appendedAt, Parsed record, @Nullable String traceparent) {
        Partition in = partitions[partition];
        in.next = offset + 1;
        switch (record) {
            case Parsed.Poison(String reason) -> skip(partition, offset, reason);
            case Parsed.Event event -> {
                var entry = event.entry();
                String id = entry.id().value();
                if (!in.repeats.isFirst(id, entry.room().hashCode(), appendedAt)) {
                    meters.repeated();
                    return;
                }
                if (!in.trusts(live, appendedAt)) {
                    in.recent.passOver(offset);
                    return;
                }
                relay(
                        in,
                        entry.room(),
                        new LogEvent(
                                offset, id, entry.type(), entry.author(), entry.at(), entry.body(), entry.quotedAt()));
                meters.relayed(clock.millis() - entry.at());
                tracing.relayed(traceparent);
            }
        }
    }

    /// A flood of records that are no events fills the metric, not the disk.
    private void skip(int partition, long offset, String reason) {
        meters.poison();
        long now = nanoTime.getAsLong();
        if (skippedAtNanos == 0 || now - skippedAtNanos > SKIPPED_TOLD_NANOS) {
            skippedAtNanos = now;
            log.warn("Record {} of partition {} is skipped: {}", offset, partition, reason);
        }
    }

    private void relay(Partition in, RoomId id, LogEvent event) {
        in.recent.add(id, event);
        Room room = rooms.get(id);
        if (room != null) {
            take(room, event);
        } else if (PolicyChange.is(event) && changesWhileLoading.containsKey(id)) {
            changesWhileLoading.get(id).add(event);
        }
    }

    /// What the log tells of a room, in its order: what a message says counts only where its author was not kept
    /// from writing before it.
    private void take(Room room, LogEvent told) {
        if (PolicyChange.isVoid(room.policy(), told)) {
            meters.voided();
            return;
        }
        LogEvent event = room.withoutHiddenWords(told);
        if (PolicyChange.is(event)) {
            room.change(changed(room.policy(), event));
            if (room.policy().isBehindInWords()) {
                behindInWords.accept(room);
            }
            HidingMark mark = HidingMark.of(event);
            if (mark != null) {
                flushing.hide(room, mark);
            }
        }
        flushing.accept(room, event);
    }

    private static RoomPolicy changed(RoomPolicy policy, LogEvent event) {
        try {
            return PolicyChange.apply(policy, event);
        } catch (IllegalArgumentException e) {
            log.warn("Event {} of room {} changes nothing: {}", event.offset(), policy.room(), e.getMessage());
            return policy;
        }
    }

    @Override
    public void pauses() {
        flushing.flushDue();
        if (afterPause != null) {
            afterPause.run();
        }
    }

    @Override
    public void isLive() {
        live = true;
        log.info("The tail is live");
    }

    /// Runs after each group of records was told.
    void afterPause(Runnable task) {
        afterPause = task;
    }

    /// Takes the rooms whose blocked words must be looked up, each maybe several times.
    void whenBehindInWords(Consumer<Room> task) {
        behindInWords = task;
    }

    /// Whether everything that was in the log at the start was told. Any thread.
    boolean live() {
        return live;
    }

    /// The log that is read, or null before the first.
    @Nullable
    LogIdentity identity() {
        return identity;
    }

    /// Its epoch, or nothing before the first.
    String epoch() {
        return identity == null ? "" : identity.epoch();
    }

    @Nullable
    Room room(RoomId id) {
        return rooms.get(id);
    }

    Collection<Room> rooms() {
        return rooms.values();
    }

    /// Sends on at once what a room gathered, so that its tail reaches as far as was read.
    void flush(Room room) {
        if (room.hasPending()) {
            flushing.flushNow(room);
        }
    }

    /// Offset that will be read next of a room's partition.
    long next(RoomId id) {
        return partition(id).next;
    }

    /// The newest stretch of a room's partition.
    RecentEvents recent(RoomId id) {
        return partition(id).recent;
    }

    /// From here on what changes a room's policy is kept until [#create] or [#forget].
    void expect(RoomId id) {
        changesWhileLoading.putIfAbsent(id, new ArrayList<>(0));
    }

    void forget(RoomId id) {
        changesWhileLoading.remove(id);
    }

    /// Makes the room that was loaded, with what the log told of it lately.
    ///
    /// @param cleared what the archive knows of clearings that may stand before that
    Room create(RoomPolicy loaded, List<Clearing> cleared) {
        RoomId id = loaded.room();
        RoomPolicy policy = loaded;
        List<LogEvent> changes = changesWhileLoading.remove(id);
        if (changes != null) {
            for (LogEvent change : changes) {
                policy = changed(policy, change);
            }
        }
        RecentEvents recent = partition(id).recent;
        var tail = new RoomTail(recent.covered(), properties.tailBatches());
        var room = new Room(policy, identityOrBug(), tail, meters, nanoTime.getAsLong());
        rooms.put(id, room);
        cleared.stream()
                .sorted(Comparator.comparingLong(Clearing::offset))
                .forEach(clearing -> room.hide(new HidingMark(clearing.offset(), clearing.viewer(), true)));
        // What was loaded may be a copy that is older than what the log told lately; versions decide.
        recent.of(id).forEach(event -> take(room, event));
        flushing.flushNow(room);
        if (room.policy().isBehindInWords()) {
            behindInWords.accept(room);
        }
        return room;
    }

    /// Drops the rooms that nobody was in for a while.
    void sweep() {
        long now = nanoTime.getAsLong();
        rooms.values().removeIf(room -> {
            if (room.sessions() > 0) {
                room.emptySinceNanos = now;
                return false;
            }
            boolean dropped = now - room.emptySinceNanos > properties.idle().toNanos() && room.drop();
            if (dropped) {
                flushing.dropped(room);
            }
            return dropped;
        });
        meters.rooms(rooms.size(), flushing.tailsBytes());
    }

    /// Lets go of all rooms; once nothing runs on the relay's thread any more.
    @Override
    public void close() {
        rooms.values().forEach(room -> room.tail().release());
        rooms.clear();
        flushing.forget();
    }

    private Partition partition(RoomId id) {
        return partitions[identityOrBug().partitionOf(id)];
    }

    private LogIdentity identityOrBug() {
        if (identity == null) {
            throw new IllegalStateException("BUG: no log yet");
        }
        return identity;
    }

    private static final class Partition {
        private long next;
        private final RepeatFilter repeats;
        private final RecentEvents recent;
        private final long trustedFromMillis;
        private boolean trusted;

        Partition(long next, RepeatFilter repeats, RecentEvents recent, long trustedFromMillis) {
            this.next = next;
            this.repeats = repeats;
            this.recent = recent;
            this.trustedFromMillis = trustedFromMillis;
        }

        /// Whether a record whose id is new is the first of that id; once one was, all that follow are.
        boolean trusts(boolean live, long appendedAt) {
            trusted |= live || appendedAt >= trustedFromMillis;
            return trusted;
        }
    }
}
