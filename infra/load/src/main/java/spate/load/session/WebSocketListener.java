package spate.load.session;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import spate.load.wire.Frame;
import spate.load.wire.FrameReader;

/// What happens on one WebSocket session; called on the session's event loop.
public interface WebSocketListener {

    /// The handshake is done.
    void opened(WebSocketSession session);

    /// A text frame came; the buffer belongs to the caller.
    void text(WebSocketSession session, ByteBuf buffer, int from, int length, boolean isDeflated);

    /// The payload of a text frame came in part.
    ///
    /// @param from where it begins, of which at least [FrameReader#HEAD_BYTES] are there
    /// @param length of the whole payload
    /// @return what the payload may turn out to be; null where all of it is to be put together for `text`
    default FrameReader.@Nullable Comparison begun(ByteBuf buffer, int from, int length, boolean isDeflated) {
        return null;
    }

    /// Instead of `text`: the payload is, to the byte, that of this frame.
    default void same(WebSocketSession session, Frame frame) {
        throw new UnsupportedOperationException("nothing was compared");
    }

    /// The session is over, or could not be opened; called once, as the last.
    ///
    /// @param code the server's close code; 0 where it sent none
    /// @param reason in words, without changing parts
    void closed(WebSocketSession session, int code, String reason);
}
