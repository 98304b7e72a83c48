package spate.rooms.policy;

/// How somebody stands in a room now: the role, unless a timeout or a ban is in its way; or a bot, of this
/// room or another. The columns of the table of rights.
public enum Standing {
    /// Neither of the two viewers of a direct room.
    STRANGER,
    GUEST,
    BANNED,
    TIMED_OUT,
    VIEWER,
    VIP,
    MODERATOR,
    OWNER,
    /// Not every bot may do the same, so no right is of all bots: see [BotScope].
    BOT
}
