package spate.chat.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spate.rooms.room.JoinOutcome;
import spate.rooms.room.Room;
import spate.rooms.room.RoomCursor;
import spate.rooms.room.RoomReader;

/// A session in a room: it may post as soon as the join was decided, and reads from when `joined` was written.
/// On the session's event loop only.
final class Membership {

    private final JoinOutcome.Joined joined;
    private @Nullable RoomCursor cursor;
    private boolean left;

    Membership(JoinOutcome.Joined joined) {
        this.joined = joined;
    }

    Room room() {
        return joined.room();
    }

    /// Begins to read.
    ///
    /// @return false where the room was dropped meanwhile
    boolean begin(RoomReader reader) {
        if (left) {
            return true;
        }
        Optional<RoomCursor> seated = joined.seat(reader);
        seated.ifPresent(seat -> {
            cursor = seat;
            seat.drain();
        });
        return seated.isPresent();
    }

    /// Reads on, where the socket takes more again.
    void drain() {
        if (cursor != null) {
            cursor.drain();
        }
    }

    void leave() {
        left = true;
        if (cursor != null) {
            cursor.leave();
            cursor = null;
        }
    }
}
