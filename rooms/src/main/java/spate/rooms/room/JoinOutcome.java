package spate.rooms.room;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Optional;
import spate.protocol.Position;

/// What came of a join.
public sealed interface JoinOutcome {

    /// The room can be read.
    final class Joined implements JoinOutcome {
        private final Room room;
        private final JoinPoint point;

        Joined(Room room, JoinPoint point) {
            this.room = room;
            this.point = point;
        }

        public Room room() {
            return room;
        }

        /// Where what follows goes on.
        public Position position() {
            return room.log().position(point.position());
        }

        /// Whether it goes on right after the position that the session gave.
        public boolean recovered() {
            return point.recovered();
        }

        /// The newest events up to the position, oldest first.
        public List<LogEvent> history() {
            return point.history();
        }

        /// Takes a seat: from here on the reader is written to, beginning right after [#position]. Call on the
        /// reader's event loop, after `joined` was written; then drain the cursor once.
        ///
        /// @return empty where the room was dropped meanwhile: join again
        public Optional<RoomCursor> seat(RoomReader reader) {
            EventExecutor loop = reader.loop();
            return room.seat(reader, loop, point);
        }
    }

    /// There is no such room.
    record RoomUnknown() implements JoinOutcome {}

    /// The room's chat is closed.
    record RoomClosed() implements JoinOutcome {}

    /// It cannot be known now; try again.
    ///
    /// @param why for the log, not for viewers
    record Unavailable(String why) implements JoinOutcome {}
}
