package spate.rooms.limit;

import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;

/// A viewer's wish to post one message.
///
/// @param event the message's id: a message that is sent again need not wait for itself
/// @param pauseMillis what slow mode demands between two messages of this viewer, 0 for nothing
record Turn(RoomId room, String viewer, EventId event, PostRate rate, long pauseMillis) {

    /// Who is kept from writing does not come as far as here.
    private static final long UNRESTRICTED = Long.MAX_VALUE;

    static Turn of(RoomPolicy policy, String viewer, EventId event, PostRate rate) {
        boolean waits = !policy.allows(Right.POST_AT_ONCE, viewer, UNRESTRICTED);
        return new Turn(
                policy.room(), viewer, event, rate, waits ? policy.settings().slowModeSeconds() * 1_000L : 0);
    }
}
