package spate.load.report;

/// What a tally times, in microseconds.
public enum Timing {
    /// From the first SYN to the answered handshake.
    CONNECT,
    /// From `join` to `joined`.
    JOIN,
    /// From the first SYN to `joined`.
    READY,
    /// From when the message was scheduled to its arrival, each session.
    DELIVERY,
    /// From when the message was really sent to its arrival; one session in sixteen.
    DELIVERY_FROM_SEND,
    /// From when the message was scheduled to `posted`.
    POSTED,
    /// The longest time between two arrivals in a row, one for each viewer.
    SILENCE,
    /// The longest of these times in which a viewer changed its session.
    SILENCE_MOVED,
    /// From the end of a session that was cut to the answered handshake of the one that follows it.
    BACK,
    /// From `join` to `joined` of a session that follows another one.
    BACK_JOIN,
}
