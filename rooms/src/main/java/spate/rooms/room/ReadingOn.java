package spate.rooms.room;

import java.util.ArrayList;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.Disposables;
import spate.protocol.RoomId;
import spate.rooms.log.LogIdentity;

/// Lets wait until this replica has read the log up to an offset: a position, or a message, may be known to a client
/// before it is read here. On the relay's thread only; at most `spate.rooms.joins-max` wait.
final class ReadingOn {

    private final RelayThread thread;
    private final Relay relay;
    private final RoomsProperties properties;
    private final List<Waiting> waiting = new ArrayList<>();

    ReadingOn(RelayThread thread, Relay relay, RoomsProperties properties) {
        this.thread = thread;
        this.relay = relay;
        this.properties = properties;
        relay.afterPause(this::serve);
    }

    /// Runs `read` once a room's partition was read up to an offset, or once the log is another one, which has no such
    /// offset. Where that takes longer than `spate.rooms.resume-wait`, runs `late` instead.
    ///
    /// @return false where as many wait as may: neither will be run
    boolean upTo(LogIdentity log, RoomId room, long offset, Runnable read, Runnable late) {
        var one = new Waiting(log, room, offset, read);
        if (one.isOver()) {
            read.run();
            return true;
        }
        if (waiting.size() >= properties.joinsMax()) {
            return false;
        }
        waiting.add(one);
        one.timer = thread.executeAfter(properties.resumeWait(), () -> {
            if (waiting.remove(one)) {
                late.run();
            }
        });
        return true;
    }

    /// Each in a task of its own: one that fails keeps nobody else waiting.
    private void serve() {
        waiting.removeIf(one -> {
            boolean isOver = one.isOver();
            if (isOver) {
                one.timer.dispose();
                thread.execute(one.read);
            }
            return isOver;
        });
    }

    private final class Waiting {
        private final LogIdentity log;
        private final RoomId room;
        private final long offset;
        private final Runnable read;
        private Disposable timer = Disposables.disposed();

        Waiting(LogIdentity log, RoomId room, long offset, Runnable read) {
            this.log = log;
            this.room = room;
            this.offset = offset;
            this.read = read;
        }

        boolean isOver() {
            return !log.equals(relay.identity()) || offset < relay.next(room);
        }
    }
}
