package spate.rooms.room;

import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;
import spate.protocol.CloseReason;
import spate.protocol.RoomId;
import spate.rooms.log.LogIdentity;
import spate.rooms.policy.Pin;
import spate.rooms.policy.RoomPolicy;

/// The chat of one broadcast on this replica: a tail that the relay writes and cursors that sessions read it
/// with.
public final class Room {

    private final RoomId id;
    private final LogIdentity log;
    private final RoomTail tail;
    private final RoomMeters meters;
    private final FramePages pages;
    private final Sinks.Many<Tick> ticks = Sinks.many().multicast().directBestEffort();
    private final Map<EventExecutor, LoopSeats> seats = new ConcurrentHashMap<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicLong joins = new AtomicLong();
    private final AtomicLong leaves = new AtomicLong();
    private volatile RoomPolicy policy;
    private volatile boolean dropped;
    private volatile long viewers;

    // The relay's own.
    private final List<LogEvent> pending = new ArrayList<>();
    private long pendingBytes;
    private final Older older = new Older();
    private final Hiding hiding;
    long flushedAtNanos;
    long emptySinceNanos;
    boolean isDirty;

    Room(RoomPolicy policy, LogIdentity log, RoomTail tail, RoomMeters meters, long now) {
        this.id = policy.room();
        this.policy = policy;
        this.log = log;
        this.tail = tail;
        this.hiding = new Hiding(tail.covered());
        this.meters = meters;
        this.pages = new FramePages(meters.files());
        this.flushedAtNanos = now;
        this.emptySinceNanos = now;
    }

    public RoomId id() {
        return id;
    }

    /// The incarnation of the log that the room's offsets belong to.
    public LogIdentity log() {
        return log;
    }

    /// What the room demands now, as of the newest event that this replica read.
    public RoomPolicy policy() {
        return policy;
    }

    /// The pinned message as the log has it, or null.
    public byte @Nullable [] pinned() {
        Pin pin = policy.people().pin();
        return pin == null ? null : pin.body().getBytes(StandardCharsets.UTF_8);
    }

    /// Sessions in this room on this replica.
    public int sessions() {
        return sessions.get();
    }

    /// How many sessions joined here since the room is in memory.
    public long joins() {
        return joins.get();
    }

    /// How many of them left since.
    public long leaves() {
        return leaves.get();
    }

    /// Viewers over all replicas, as last heard; at least those here.
    public long viewers() {
        return Math.max(viewers, sessions.get());
    }

    /// Takes the number of viewers over all replicas, and tells the sessions here when it changed. At most once
    /// in 5 s.
    public void hear(long everywhere) {
        boolean changed = everywhere != viewers;
        viewers = everywhere;
        if (changed) {
            seats.values().forEach(on -> on.each(reader -> reader.audience(this)));
        }
    }

    RoomTail tail() {
        return tail;
    }

    RoomMeters meters() {
        return meters;
    }

    Optional<RoomCursor> seat(RoomReader reader, EventExecutor loop, JoinPoint point) {
        sessions.incrementAndGet();
        joins.incrementAndGet();
        LoopSeats mine = seats.computeIfAbsent(loop, this::seatsOn);
        var cursor = new RoomCursor(this, reader, mine, point);
        mine.add(cursor);
        // Looked at last: whoever drops the room later finds the seat.
        if (dropped) {
            cursor.leave();
            return Optional.empty();
        }
        return Optional.of(cursor);
    }

    private LoopSeats seatsOn(EventExecutor loop) {
        var created = new LoopSeats(loop, this);
        ticks.asFlux().subscribe(created);
        return created;
    }

    void left() {
        leaves.incrementAndGet();
        sessions.decrementAndGet();
    }

    /// Relay only.
    void change(RoomPolicy changed) {
        policy = changed;
    }

    /// Relay only. Takes an event that [#flush] will send on.
    void accept(LogEvent event) {
        pending.add(event);
        pendingBytes += event.body().length;
    }

    /// Relay only. Takes what a moderator hid out of everything that is held here; who has read it already learns
    /// of it by the event.
    ///
    /// @return how many bytes more or less the tail holds than before
    long hide(HidingMark mark) {
        hiding.add(mark, tail.covered());
        mark.takeFrom(pending);
        return tail.hide(mark);
    }

    /// Relay only. An event that the log tells now, without the words that it quotes where they were hidden before it.
    LogEvent withoutHiddenWords(LogEvent event) {
        return hiding.withoutHiddenWords(event, tail.covered(), this::find);
    }

    /// Relay only. The event with an id among those held here, sent on or not yet, or null.
    @Nullable
    LogEvent find(String id) {
        for (LogEvent event : pending) {
            if (event.id().equals(id)) {
                return event;
            }
        }
        return tail.find(id);
    }

    /// Relay only. What is shown of events from before the tail that were looked up elsewhere.
    List<LogEvent> shown(List<LogEvent> stored) {
        return hiding.shown(policy, stored);
    }

    /// Relay only. Whether everything that was hidden from an offset on is known here.
    boolean knowsHiddenFrom(long offset) {
        return offset > hiding.knownAfter();
    }

    /// Relay only. Whether there is something that [#flush] will send on.
    boolean hasPending() {
        return !pending.isEmpty();
    }

    /// Whether an event loop still writes what was sent on before.
    boolean isWriting() {
        for (LoopSeats on : seats.values()) {
            if (on.isWriting()) {
                return true;
            }
        }
        return false;
    }

    /// Relay only. About how many bytes [#flush] will send on.
    long pendingBytes() {
        return pendingBytes;
    }

    /// Relay only. What came before the tail.
    Older older() {
        return older;
    }

    /// Relay only. Sends on what was accepted, in batches of about `batchBytes`.
    ///
    /// @return how many bytes more or less the tail holds than before
    long flush(int batchBytes, long tailBytes, long now) {
        long grown = 0;
        if (!pending.isEmpty()) {
            long last = pending.getLast().offset();
            for (Batch batch : LogEvents.batches(this, tail.head().last(), last, pending, batchBytes, pages)) {
                grown += tail.append(batch, tailBytes);
            }
            pending.clear();
            pendingBytes = 0;
        }
        flushedAtNanos = now;
        announce();
        return grown;
    }

    private void announce() {
        Sinks.EmitResult result = ticks.tryEmitNext(Tick.MORE);
        if (result.isFailure() && result != Sinks.EmitResult.FAIL_ZERO_SUBSCRIBER) {
            meters.tickFailed(result);
        }
    }

    /// Relay only. Drops the room if nobody is in it: whoever comes next makes it anew.
    boolean drop() {
        // A session that sits down at the same time either sees this or is seen by the check below.
        dropped = true;
        if (sessions.get() > 0) {
            dropped = false;
            return false;
        }
        ticks.tryEmitComplete();
        return true;
    }

    /// Relay only. Drops the room with everybody in it.
    void end(CloseReason reason) {
        dropped = true;
        seats.values().forEach(on -> on.end(reason));
        ticks.tryEmitComplete();
        release();
    }

    /// Relay only. Lets go of what the tail holds; the room is not used any more.
    void release() {
        tail.release();
        pages.release();
    }

    /// Says that there is more to read, and nothing else.
    enum Tick {
        MORE
    }
}
