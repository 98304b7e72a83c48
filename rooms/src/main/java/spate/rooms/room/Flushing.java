package spate.rooms.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Says when each room sends on what it gathered: at once where it was quiet, after its window where it is
/// busy. On the relay's thread.
///
/// Event loops that have not got through the room's sessions by then are given more at once instead of more often:
/// smaller frames would cost what they lack. So a room that is too large for the machine has longer frames, until they
/// are as long as frames may be; and a loop that is held up holds the others up for a few windows at most.
final class Flushing {

    /// Longest windows that a room waits for its event loops.
    private static final int WINDOWS_WAITED = 5;

    /// How often it looks whether they are through.
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final RelayThread relay;
    private final RoomsProperties properties;
    private final BatchWindow window;
    private final RoomMeters meters;
    private final List<Room> dirty = new ArrayList<>();
    private long tailsBytes;
    private long timerAt = Long.MAX_VALUE;

    Flushing(RelayThread relay, RoomsProperties properties, BatchWindow window, RoomMeters meters) {
        this.relay = relay;
        this.properties = properties;
        this.window = window;
        this.meters = meters;
    }

    /// Bytes that all tails hold.
    long tailsBytes() {
        return tailsBytes;
    }

    /// Takes an event that a later [#flushDue] sends on.
    void accept(Room room, LogEvent event) {
        room.accept(event);
        if (!room.isDirty) {
            room.isDirty = true;
            dirty.add(room);
        }
    }

    /// Takes out of a room's tail what a moderator hid.
    void hide(Room room, HidingMark mark) {
        tailsBytes += room.hide(mark);
    }

    /// Sends on what is due; what is not due yet gets a timer.
    void flushDue() {
        long now = relay.nanoTime();
        long soonest = Long.MAX_VALUE;
        int kept = 0;
        for (int i = 0; i < dirty.size(); i++) {
            Room room = dirty.get(i);
            long due = due(room, now);
            if (due <= 0) {
                flush(room, now);
            } else {
                dirty.set(kept++, room);
                soonest = Math.min(soonest, due);
            }
        }
        dirty.subList(kept, dirty.size()).clear();
        if (soonest != Long.MAX_VALUE && (timerAt == Long.MAX_VALUE || now + soonest - timerAt < 0)) {
            timerAt = now + soonest;
            relay.executeAfter(Duration.ofNanos(soonest), this::timer);
        }
    }

    private long due(Room room, long now) {
        long due = room.flushedAtNanos + window.nanos(room.sessions()) - now;
        long waited =
                room.flushedAtNanos + WINDOWS_WAITED * properties.windowMost().toNanos() - now;
        return due <= 0 && waited > 0 && room.pendingBytes() < properties.batchBytes() && room.isWriting()
                ? Math.min(waited, LOOK_NANOS)
                : due;
    }

    private void timer() {
        timerAt = Long.MAX_VALUE;
        flushDue();
    }

    /// Sends on what a new room was filled with.
    void flush(Room room) {
        flush(room, relay.nanoTime());
    }

    /// Sends on what a room gathered before its window is over.
    void flushNow(Room room) {
        flush(room);
        dirty.remove(room);
    }

    private void flush(Room room, long now) {
        tailsBytes += room.flush(properties.batchBytes(), properties.tailBytesNow(tailsBytes), now);
        room.isDirty = false;
        meters.flushed();
    }

    void dropped(Room room) {
        tailsBytes -= room.tail().bytes();
        room.release();
        if (room.isDirty) {
            dirty.remove(room);
        }
    }

    void forget() {
        dirty.clear();
        tailsBytes = 0;
    }
}
