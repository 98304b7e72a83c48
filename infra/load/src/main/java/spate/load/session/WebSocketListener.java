package spate.load.session;

import io.netty.buffer.ByteBuf;

/// What happens on one WebSocket session; called on the session's event loop.
public interface WebSocketListener {

    /// The handshake is done.
    void opened(WebSocketSession session);

    /// A text frame came; the buffer belongs to the caller.
    void text(WebSocketSession session, ByteBuf buffer, int from, int length, boolean isDeflated);

    /// The session is over, or could not be opened; called once, as the last.
    ///
    /// @param code the server's close code; 0 where it sent none
    /// @param reason in words, without changing parts
    void closed(WebSocketSession session, int code, String reason);
}
