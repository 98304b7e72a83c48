package spate.rooms.room;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import spate.protocol.CloseReason;

/// The sessions of a room that live on one event loop. Woken by the room's ticks, any number of which lead to
/// one pass over the seats.
///
/// Apart from [#onNext] and [#isWriting], everything happens on the event loop.
final class LoopSeats implements CoreSubscriber<Room.Tick> {

    /// Seats written to before the event loop turns to its other work: what comes in meanwhile waits for them, half a
    /// millisecond or more.
    private static final int SLICE = 32;

    private final EventExecutor loop;
    private final Room room;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ArrayList<RoomCursor> seats = new ArrayList<>();
    private final FrameCost.Clock clock;
    private int at;
    private volatile boolean passing;
    private boolean again;

    LoopSeats(EventExecutor loop, Room room) {
        this.loop = loop;
        this.room = room;
        this.clock = room.meters().frameCost().clock();
    }

    void add(RoomCursor cursor) {
        cursor.seat = seats.size();
        seats.add(cursor);
    }

    /// The last seat moves into the one that becomes free. A pass that is under way may have that place behind it
    /// already, so it is followed by another one.
    void remove(RoomCursor cursor) {
        int free = cursor.seat;
        RoomCursor last = seats.removeLast();
        if (last != cursor) {
            seats.set(free, last);
            last.seat = free;
            again |= passing;
        }
        room.left();
    }

    /// Relay's thread.
    @Override
    public void onNext(Room.Tick tick) {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::wake);
        }
    }

    /// Whether what was announced is still being written to the sessions here. Any thread; a pass that just begins may
    /// be overlooked.
    boolean isWriting() {
        return passing || woken.get();
    }

    private void wake() {
        // Cleared before reading: what is announced from here on leads to another pass.
        woken.set(false);
        if (passing) {
            again = true;
            return;
        }
        passing = true;
        at = 0;
        pass();
    }

    private void pass() {
        int end = at + SLICE;
        int written = 0;
        long begun = System.nanoTime();
        while (at < seats.size() && at < end) {
            if (seats.get(at++).drain()) {
                written++;
            }
        }
        clock.slice(written, System.nanoTime() - begun);
        if (at >= seats.size()) {
            clock.tell();
        }
        if (at < seats.size()) {
            passOn();
        } else if (again) {
            again = false;
            at = 0;
            passOn();
        } else {
            passing = false;
        }
    }

    /// Goes on once the event loop has read what came in. A task that is handed over plainly would be done before
    /// that: Netty turns to its sockets when it has no task left, and to scheduled ones after that.
    private void passOn() {
        var _ = loop.schedule(this::pass, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onError(Throwable e) {
        throw new IllegalStateException("BUG: ticks never fail", e);
    }

    /// The room's sink ends when the room is dropped, which is when nobody sits here any more.
    @Override
    public void onComplete() {}

    /// Ends every session here.
    void end(CloseReason reason) {
        loop.execute(
                () -> new ArrayList<>(seats).forEach(cursor -> cursor.reader().end(reason)));
    }

    /// Gives each session here a frame of the server's own.
    void each(Consumer<RoomReader> action) {
        loop.execute(() -> new ArrayList<>(seats).forEach(cursor -> action.accept(cursor.reader())));
    }
}
