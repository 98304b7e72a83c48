package spate.rooms.room;

import java.util.ArrayDeque;

/// Where one session reads next in one room's tail. Used on the session's event loop only.
public final class RoomCursor {

    private final Room room;
    private final RoomReader reader;
    private final LoopSeats seats;
    private final ArrayDeque<Batch> replay;
    private long next;
    private long told;
    private boolean left;
    private boolean writing;
    int seat;

    RoomCursor(Room room, RoomReader reader, LoopSeats seats, JoinPoint point) {
        this.room = room;
        this.reader = reader;
        this.seats = seats;
        this.replay = new ArrayDeque<>(point.replay());
        this.next = point.next();
        this.told = point.position();
    }

    /// The room.
    public Room room() {
        return room;
    }

    RoomReader reader() {
        return reader;
    }

    /// Writes what there is and flushes it, for as long as the session can take more.
    ///
    /// @return whether there was anything
    public boolean drain() {
        if (!write()) {
            return false;
        }
        reader.flush();
        return true;
    }

    /// Leaves the room: nothing more is written. Leaving twice does nothing.
    public void leave() {
        if (!left) {
            left = true;
            replay.forEach(Batch::release);
            replay.clear();
            seats.remove(this);
        }
    }

    /// Whether anything was written. A session may ask to be drained out of the very write that it is given: that
    /// one goes on by itself, and nothing is given twice.
    boolean write() {
        if (writing) {
            return false;
        }
        writing = true;
        try {
            return writeAll();
        } finally {
            writing = false;
        }
    }

    private boolean writeAll() {
        boolean wrote = false;
        while (!left && reader.canTake()) {
            Batch replayed = replay.pollFirst();
            if (replayed != null) {
                take(replayed);
                // Replays are each session's own.
                replayed.release();
            } else {
                if (next == room.tail().head().next()) {
                    break;
                }
                Batch batch = room.tail().get(next);
                if (batch != null && take(batch)) {
                    next++;
                } else if (room.tail().get(next) == null) {
                    skip();
                }
                // Else moderators hid something of it, and another one stands in its place.
            }
            wrote = true;
        }
        return wrote;
    }

    private boolean take(Batch batch) {
        if (!reader.take(batch)) {
            return false;
        }
        room.meters().delivered(batch.events().size());
        told = batch.last();
        return true;
    }

    /// Fallen out of the tail: says so and goes on at the newest.
    private void skip() {
        RoomTail.Head head = room.tail().head();
        reader.missed(room, told, head.last());
        room.meters().missed();
        next = head.next();
        told = head.last();
    }
}
