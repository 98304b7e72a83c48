package spate.testing;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The server did not switch to WebSocket.
public final class HandshakeRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    private HandshakeRefused(int status, @Nullable Throwable cause) {
        super("the handshake was answered with " + status, cause);
        this.status = status;
    }

    static HandshakeRefused from(@Nullable Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            return new HandshakeRefused(refused.response().status().code(), cause);
        }
        return new HandshakeRefused(0, cause);
    }

    /// The HTTP status of the answer; 0 where none came.
    public int status() {
        return status;
    }
}
