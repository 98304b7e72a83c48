package spate.protocol;

/// Why a WebSocket session ends. The range of the code tells the other side what to do: 1012 and 4000 to 4499
/// reconnect with
/// `after`, 1013 reconnect with back-off, 4500 to 4999 do not reconnect by itself.
public enum CloseReason {
    DONE(1000, "done"),
    GOING_AWAY(1001, "going_away"),
    FRAME_TOO_BIG(1009, "frame_too_big"),
    RESTART(1012, "restart"),
    OVERLOADED(1013, "overloaded"),
    TOO_SLOW(4000, "too_slow"),
    HEARTBEAT_MISSED(4001, "heartbeat_missed"),
    TOKEN_EXPIRED(4002, "token_expired"),
    BAD_FRAME(4500, "bad_frame"),
    TOKEN_INVALID(4501, "token_invalid"),
    BANNED(4502, "banned"),
    FLOOD(4503, "flood"),
    TOO_MANY_CONNECTIONS(4504, "too_many_connections");

    private final int code;
    private final String reason;

    CloseReason(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// The status code of the close frame.
    public int code() {
        return code;
    }

    /// The reason text of the close frame, ASCII, at most 123 bytes.
    public String reason() {
        return reason;
    }
}
