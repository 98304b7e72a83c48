package spate.rooms.room;

/// The forms in which a batch goes out. Each batch is encoded at most once in each.
public enum Encoding {
    /// A WebSocket text frame, header included.
    WEBSOCKET,
    /// The same with its payload deflated, for sessions that negotiated `permessage-deflate`.
    WEBSOCKET_DEFLATED,
    /// Server-sent events, one for each event.
    SSE
}
