package spate.rooms.room;

import io.netty.util.concurrent.EventExecutor;
import spate.protocol.CloseReason;

/// A session, as a room sees it: somewhere to write when it can take more. All calls come on the session's own
/// event loop.
public interface RoomReader {

    /// The event loop of the session.
    EventExecutor loop();

    /// Whether the session can take another batch now. Once this was false, the session calls
    /// [RoomCursor#drain] when it can take more again.
    boolean canTake();

    /// Writes a batch, without flushing.
    ///
    /// @return false where nothing was written because the batch was let go of
    boolean take(Batch batch);

    /// Writes that events were skipped because this session fell behind the tail, without flushing.
    ///
    /// @param prev the last offset that the session was told
    /// @param last offset up to which everything was skipped
    void missed(Room room, long prev, long last);

    /// Writes how many viewers the room has, and flushes; a session that cannot take more now skips it.
    void audience(Room room);

    /// Flushes what was written since the last flush.
    void flush();

    /// Ends the session.
    void end(CloseReason reason);
}
