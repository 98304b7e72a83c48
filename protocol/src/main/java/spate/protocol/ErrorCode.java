package spate.protocol;

import java.util.Locale;

/// What can be wrong with a frame or a request. The same words stand in `error` frames and in the `code` of
/// problem+json.
public enum ErrorCode {
    BAD_FRAME(400),
    UNKNOWN_TYPE(400),
    TEXT_EMPTY(422),
    TEXT_TOO_LONG(422),
    ROOM_UNKNOWN(404),
    ROOM_CLOSED(409),
    NOT_JOINED(409),
    SIGN_IN_REQUIRED(401),
    FORBIDDEN(403),
    BANNED(403),
    TIMED_OUT(403),
    SLOW_MODE(429),
    RATE_LIMITED(429),
    FOLLOWERS_ONLY(403),
    MEMBERS_ONLY(403),
    /// The chat is paused for all but moderators and the owner.
    ROOM_SHIELDED(409),
    /// No message of that id in the room.
    MESSAGE_UNKNOWN(404),
    /// No viewer of that id or handle.
    VIEWER_UNKNOWN(404),
    BLOCKED_WORD(422),
    /// Stored for moderators to decide about, and shown to nobody until they approve it.
    HELD(422),
    LINKS_FORBIDDEN(422),
    REACTION_UNKNOWN(422),
    TOKEN_INVALID(401),
    TOKEN_EXPIRED(401),
    TOO_MANY_ROOMS(409),
    /// The log cannot take it now; nothing is promised; try again with the same `key`.
    UNAVAILABLE(503),
    INTERNAL(500);

    private final int status;
    private final String code;

    ErrorCode(int status) {
        this.status = status;
        this.code = name().toLowerCase(Locale.ROOT);
    }

    /// The word on the wire.
    public String code() {
        return code;
    }

    /// The HTTP status that goes with it over REST.
    public int status() {
        return status;
    }
}
