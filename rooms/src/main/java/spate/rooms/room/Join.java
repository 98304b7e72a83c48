package spate.rooms.room;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import spate.protocol.RoomId;

/// A session that waits to be told where to begin.
record Join(RoomId room, @Nullable String viewer, @Nullable String after, int history, MonoSink<JoinOutcome> sink) {

    /// The same, without a position to go on after.
    Join anew() {
        return new Join(room, viewer, null, history, sink);
    }

    void answer(JoinOutcome outcome) {
        sink.success(outcome);
    }

    void answer(Room found, JoinPoint point) {
        sink.success(new JoinOutcome.Joined(found, point));
    }
}
