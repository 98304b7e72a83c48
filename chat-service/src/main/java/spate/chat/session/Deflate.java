package spate.chat.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.netty.NettyPipeline;

/// Negotiates `permessage-deflate` (RFC 7692) for one session. What goes out is deflated once for all sessions,
/// so only reading needs Netty's codec, and its output is bounded: a small frame cannot unfold into a huge one.
final class Deflate implements WebSocketServerExtensionHandshaker {

    private static final int LEVEL = 6;

    private final WebSocketServerExtensionHandshaker handshaker;
    private boolean agreed;

    private Deflate(int bytesMax) {
        this.handshaker = new PerMessageDeflateServerExtensionHandshaker(
                LEVEL,
                // Batches are deflated with the full window, so a session that asks for a smaller one is not given it.
                false,
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
                true,
                true,
                bytesMax);
    }

    /// Takes part in the handshake that is about to be done on this pipeline.
    ///
    /// @param bytesMax most bytes that one message may unfold into
    static Deflate offer(Channel channel, HttpHeaders headers, int bytesMax) {
        var deflate = new Deflate(bytesMax);
        String offered = headers.getFirst("Sec-WebSocket-Extensions");
        if (offered != null && offered.contains("permessage-deflate")) {
            deflate.install(channel.pipeline(), offered);
        }
        return deflate;
    }

    private void install(ChannelPipeline pipeline, String offered) {
        var handler = new WebSocketServerExtensionHandler(this);
        // The request went by before this handler was there, so it is told what the request offered.
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, offered);
        pipeline.addAfter(NettyPipeline.HttpCodec, NettyPipeline.WsCompressionHandler, handler);
        try {
            handler.channelRead(pipeline.context(NettyPipeline.ReactiveBridge), request);
        } catch (Exception e) {
            throw new IllegalStateException("the offered extensions cannot be read", e);
        }
    }

    /// Whether both sides deflate; known once the handshake is done.
    boolean isAgreed() {
        return agreed;
    }

    @Override
    public @Nullable WebSocketServerExtension handshakeExtension(WebSocketExtensionData offer) {
        WebSocketServerExtension extension = handshaker.handshakeExtension(offer);
        agreed |= extension != null;
        return extension;
    }
}
