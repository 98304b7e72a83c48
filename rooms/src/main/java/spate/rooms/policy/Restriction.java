package spate.rooms.policy;

/// A viewer is kept from writing in a room.
///
/// @param until until when, milliseconds since 1970; [#FOR_EVER] for a ban
/// @param version the room's counter of moderation when it was decided
public record Restriction(long until, long version) {

    /// The end of a ban.
    public static final long FOR_EVER = Long.MAX_VALUE;

    public boolean isBan() {
        return until == FOR_EVER;
    }

    /// Whether it keeps the viewer from writing at this time.
    public boolean holds(long at) {
        return at < until;
    }
}
