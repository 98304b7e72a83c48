package spate.rooms.room;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.CloseReason;

/// A session that notes what it is given and fails where that does not follow what it was given before.
class FakeReader implements RoomReader {

    /// What was skipped: after `prev`, up to `last`.
    record Missed(long prev, long last) {}

    private final EventExecutor loop;
    boolean takes = true;
    long told;
    int flushes;
    int audiences;

    @Nullable
    CloseReason ended;

    final List<LogEvent> events = new ArrayList<>();
    final List<Missed> missed = new ArrayList<>();

    FakeReader(EventExecutor loop, long told) {
        this.loop = loop;
        this.told = told;
    }

    @Override
    public EventExecutor loop() {
        return loop;
    }

    @Override
    public boolean canTake() {
        return takes;
    }

    @Override
    public boolean take(Batch batch) {
        follows(batch.prev(), batch.last());
        for (LogEvent event : batch.events()) {
            if (event.offset() <= batch.prev() || event.offset() > batch.last()) {
                throw new AssertionError("event " + event.offset() + " is outside of its batch");
            }
            events.add(event);
        }
        return true;
    }

    @Override
    public void missed(Room room, long prev, long last) {
        follows(prev, last);
        missed.add(new Missed(prev, last));
    }

    private void follows(long prev, long last) {
        if (prev != told || last <= prev) {
            throw new AssertionError("told up to " + told + ", then came " + prev + " to " + last);
        }
        told = last;
    }

    @Override
    public void audience(Room room) {
        audiences++;
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void end(CloseReason reason) {
        ended = reason;
    }
}
