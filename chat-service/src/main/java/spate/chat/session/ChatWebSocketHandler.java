package spate.chat.session;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import spate.protocol.CloseReason;
import spate.protocol.EventId;
import spate.protocol.frame.ClientFrameDecoder;
import spate.protocol.frame.Decoded;
import spate.rooms.overload.Overload;

/// `/ws`: opens sessions and moves their frames to the [FrameHandler].
///
/// WebFlux does the handshake; from then on frames go out past its session abstraction, straight to the
/// channel, framed once for all sessions. docs/performance.md has what that is worth.
final class ChatWebSocketHandler implements WebHandler {

    private static final Logger log = LoggerFactory.getLogger(ChatWebSocketHandler.class);
    private static final String HANDLER = "spate.session";
    private static final Decoded NOT_TEXT = new Decoded.NotJson();

    private final Handshake handshake;
    private final SessionProperties properties;
    private final Sessions sessions;
    private final FrameHandler frames;
    private final SessionMeters meters;
    private final Drain drain;
    private final Overload overload;
    private final ClientFrameDecoder decoder;

    ChatWebSocketHandler(
            Handshake handshake,
            SessionProperties properties,
            Sessions sessions,
            FrameHandler frames,
            SessionMeters meters,
            Drain drain,
            Overload overload) {
        this.handshake = handshake;
        this.properties = properties;
        this.sessions = sessions;
        this.frames = frames;
        this.meters = meters;
        this.drain = drain;
        this.overload = overload;
        this.decoder = new ClientFrameDecoder(properties.limits());
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        var decision = drain.isDraining()
                ? Handshake.Decision.refuse(HttpStatus.SERVICE_UNAVAILABLE)
                : handshake.decide(exchange.getRequest().getHeaders());
        if (decision.status() != HttpStatus.SWITCHING_PROTOCOLS) {
            return refuse(exchange, decision.status());
        }
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        ServerHttpRequest request = exchange.getRequest();
        return exchange.getResponse().setComplete().then(Mono.defer(() -> upgrade(request, response, decision)));
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status) {
        exchange.getResponse().setStatusCode(status);
        if (status == HttpStatus.UPGRADE_REQUIRED) {
            exchange.getResponse().getHeaders().setUpgrade("websocket");
        }
        return exchange.getResponse().setComplete();
    }

    private Mono<Void> upgrade(ServerHttpRequest request, HttpServerResponse response, Handshake.Decision decision) {
        var spec = WebsocketServerSpec.builder().maxFramePayloadLength(properties.frameBytes());
        if (decision.subprotocol() != null) {
            spec.protocols(decision.subprotocol());
        }
        InetSocketAddress remote = request.getRemoteAddress();
        String address = remote == null ? "" : remote.getAddress().getHostAddress();
        var deflate = new Deflate[1];
        response.withConnection(connection -> {
            Channel channel = connection.channel();
            deflate[0] = Deflate.offer(channel, request.getHeaders(), properties.frameBytes());
            channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, EarlyBytes.NAME, new EarlyBytes());
        });
        return response.sendWebsocket(
                (in, _) -> {
                    forget(in, response);
                    return open(in, address, deflate[0].isAgreed());
                },
                spec.build());
    }

    /// Nobody asks for headers once the handshake is done, and a session would keep them as long as it is open: a fifth
    /// of its memory.
    private static void forget(WebsocketInbound in, HttpServerResponse response) {
        in.headers().clear();
        response.responseHeaders().clear();
    }

    private Mono<Void> open(WebsocketInbound in, String address, boolean deflates) {
        var channel = new Channel[1];
        in.withConnection(connection -> channel[0] = connection.channel());
        String id = EventId.random().value();
        var session = new ViewerSession(id, address, channel[0], deflates, properties, meters);
        var closed = Mono.<Void>create(sink -> channel[0].closeFuture().addListener(_ -> sink.success()));
        admit(session);
        return in.aggregateFrames(properties.frameBytes())
                .receiveFrames()
                .filter(frame -> !(frame instanceof PongWebSocketFrame))
                .map(this::decode)
                .concatMap(decoded -> frames.handle(session, decoded), 1)
                .flatMapSequential(reply -> reply, properties.repliesMax(), 1)
                .doOnNext(reply -> write(session, reply))
                .then()
                .onErrorResume(e -> failed(session, e))
                .then(closed);
    }

    private void admit(ViewerSession session) {
        Channel channel = session.channel().channel();
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, HANDLER, session.channel());
        int perAddress = properties.sessionsPerAddress();
        boolean tooMany = perAddress > 0 && sessions.of(session.address()) >= perAddress;
        boolean full = properties.sessionsMax() > 0 && sessions.count() >= properties.sessionsMax();
        overload.watch(session.loop());
        sessions.add(session);
        channel.closeFuture().addListener(_ -> gone(session));
        if (tooMany) {
            session.end(CloseReason.TOO_MANY_CONNECTIONS);
        } else if (full || overload.sheds()) {
            overload.shed("session");
            session.end(CloseReason.OVERLOADED);
        }
    }

    private void gone(ViewerSession session) {
        session.socketClosed();
        sessions.remove(session);
    }

    private Decoded decode(WebSocketFrame frame) {
        // Reserved bits that no extension took away again mean nothing that was agreed on.
        if (!(frame instanceof TextWebSocketFrame) || frame.rsv() != 0) {
            return NOT_TEXT;
        }
        byte[] bytes = ByteBufUtil.getBytes(frame.content());
        return decoder.decode(bytes, 0, bytes.length);
    }

    /// Answers may come from other threads; writing belongs to the session's loop. An answer from the loop itself
    /// waits its turn too, or it would overtake one that another thread has just handed over.
    private static void write(ViewerSession session, Reply reply) {
        session.loop().execute(() -> session.write(reply));
    }

    private static Mono<Void> failed(ViewerSession session, Throwable e) {
        session.loop().execute(() -> {
            switch (e) {
                case CorruptedWebSocketFrameException corrupt -> ended(session, corrupt);
                case TooLongFrameException _ -> session.end(CloseReason.FRAME_TOO_BIG);
                // It unfolds into more than a frame may have, or is not deflated at all.
                case DecompressionException _ -> session.end(CloseReason.FRAME_TOO_BIG);
                case IOException _ -> session.channel().channel().close();
                // Gone in the middle of a frame that came in pieces.
                case PrematureChannelClosureException _ ->
                    session.channel().channel().close();
                case AbortedException _ -> session.channel().channel().close();
                default -> {
                    log.error("BUG: session {} failed", session.id(), e);
                    session.end(CloseReason.GOING_AWAY);
                }
            }
        });
        return Mono.empty();
    }

    /// Netty's decoder has sent the close frame that the violation asks for.
    private static void ended(ViewerSession session, CorruptedWebSocketFrameException e) {
        log.debug("Session {} broke the WebSocket protocol: {}", session.id(), e.getMessage());
        session.leavesAll();
    }
}
