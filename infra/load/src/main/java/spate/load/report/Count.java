package spate.load.report;

/// What a tally counts.
public enum Count {
    SESSIONS_WANTED,
    SESSIONS_CONNECTED,
    SESSIONS_JOINED,
    /// Ended before they had joined, and will not come back.
    SESSIONS_FAILED,
    SESSIONS_OPEN,
    SESSIONS_CUT,
    RECONNECTS,
    RECOVERED,
    NOT_RECOVERED,
    FRAMES,
    WIRE_BYTES,
    TEXT_BYTES,
    VIEWER_DELIVERIES,
    SENDER_DELIVERIES,
    READER_DELIVERIES,
    STALLED_DELIVERIES,
    CHAIN_BREAKS,
    MISSED,
    MALFORMED,
    DRAINS,
    SENT,
    RESENT,
    ACKED,
    REFUSED,
    PENDING,
}
