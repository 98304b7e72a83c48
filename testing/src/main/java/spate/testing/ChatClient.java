package spate.testing;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One WebSocket session seen from outside: it sends frames, keeps every frame it gets, in order, and waits for
/// what a test expects. Every wait ends after ten seconds with a list of what came instead.
///
/// Safe for use by several threads; frames sent by one thread go out in its order.
public final class ChatClient implements AutoCloseable {

    /// The subprotocol that Spate speaks.
    public static final String SUBPROTOCOL = "spate.v1";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FRAME_BYTES_MAX = 16 * 1024 * 1024;
    private static final int FRAMES_TOLD = 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final Sinks.Many<WebSocketFrame> outbound = Sinks.many().unicast().onBackpressureBuffer();
    private final CompletableFuture<String> subprotocol = new CompletableFuture<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final FrameReader reader = new FrameReader();
    private final List<JsonNode> frames = new ArrayList<>();
    private final Disposable session;
    private int lastId;

    /// How the session ended.
    ///
    /// @param code the close code; 1006 where the connection broke without one
    public record Closed(int code, String reason) {}

    private ChatClient(HttpClient http, URI uri, WebsocketClientSpec spec) {
        session = http.websocket(spec)
                .uri(uri)
                .handle(this::serve)
                .subscribe(_ -> {}, this::broken, () -> closed.complete(new Closed(1006, "")));
    }

    /// Opens a session with the subprotocol `spate.v1`.
    ///
    /// @param uri `ws://host:port/ws`
    /// @throws HandshakeRefused when the server does not switch to WebSocket
    public static ChatClient connect(URI uri) {
        return connect(uri, SUBPROTOCOL, Map.of(), false);
    }

    /// Opens a session.
    ///
    /// @param subprotocols comma-separated; may be empty
    /// @param headers for example `Origin`
    /// @param deflate whether to offer `permessage-deflate`
    /// @throws HandshakeRefused when the server does not switch to WebSocket
    public static ChatClient connect(URI uri, String subprotocols, Map<String, String> headers, boolean deflate) {
        var spec = WebsocketClientSpec.builder()
                .maxFramePayloadLength(FRAME_BYTES_MAX)
                .compress(deflate);
        if (!subprotocols.isEmpty()) {
            spec.protocols(subprotocols);
        }
        var http = HttpClient.newConnection()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis())
                .headers(all -> headers.forEach(all::set));
        var client = new ChatClient(http, uri, spec.build());
        client.awaitHandshake();
        return client;
    }

    /// The subprotocol that the server chose; empty for none.
    public String subprotocol() {
        return subprotocol.getNow("");
    }

    /// Sends a frame from its fields.
    public void send(Map<String, ?> frame) {
        sendText(JSON.writeValueAsString(frame));
    }

    /// Sends a text frame as it is, JSON or not.
    public void sendText(String text) {
        emit(new TextWebSocketFrame(text));
    }

    /// Sends a binary frame.
    public void sendBinary(byte[] bytes) {
        emit(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
    }

    /// Sends a close frame.
    public void sendClose(int code, String reason) {
        emit(new CloseWebSocketFrame(code, reason));
    }

    /// Sends a frame with a fresh `id` and returns the frame whose `re` is that id.
    public JsonNode ask(Map<String, ?> frame) {
        int id = nextId();
        var whole = new LinkedHashMap<String, Object>(frame);
        whole.put("id", id);
        send(whole);
        return await(answer -> answer.path("re").asInt(-1) == id);
    }

    /// Waits for a frame of this type, among those that came already too.
    public JsonNode await(String type) {
        return await(frame -> frame.path("type").asString("").equals(type));
    }

    /// Waits for a frame that fits, among those that came already too.
    public JsonNode await(Predicate<JsonNode> wanted) {
        return await(wanted, PATIENCE);
    }

    /// Waits for a frame that fits, among those that came already too.
    public JsonNode await(Predicate<JsonNode> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (frames) {
            for (int next = 0; ; next++) {
                while (next >= frames.size()) {
                    waitForMore(deadline, patience);
                }
                if (wanted.test(frames.get(next))) {
                    return frames.get(next);
                }
            }
        }
    }

    /// All frames so far, in order.
    public List<JsonNode> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /// The events of all `events` frames of a room so far, in order; without the history in `joined`.
    public List<JsonNode> events(String room) {
        var events = new ArrayList<JsonNode>();
        for (JsonNode frame : frames()) {
            if (frame.path("type").asString("").equals("events")
                    && frame.path("room").asString("").equals(room)) {
                frame.path("events").forEach(events::add);
            }
        }
        return events;
    }

    /// Waits for the end of the session.
    public Closed awaitClosed() {
        return awaitClosed(PATIENCE);
    }

    /// Waits for the end of the session.
    public Closed awaitClosed(Duration patience) {
        try {
            return closed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new AssertionError("still open after " + patience + "; the last frames are " + lastFrames());
        } catch (ExecutionException e) {
            throw new AssertionError("the session broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /// Takes nothing more from the socket, as a viewer whose network hangs; its buffers fill.
    public void stopReading() {
        reader.stop();
    }

    /// Goes on after [#stopReading()].
    public void startReading() {
        reader.go();
    }

    /// Breaks the connection without a close frame.
    public void drop() {
        session.dispose();
    }

    /// Closes the session with 1000, unless it has ended.
    @Override
    public void close() {
        if (isOpen()) {
            var farewell = new CloseWebSocketFrame(1000, "");
            if (outbound.tryEmitNext(farewell).isFailure()) {
                farewell.release();
            }
            outbound.tryEmitComplete().isSuccess();
            closed.completeOnTimeout(new Closed(1006, ""), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        session.dispose();
    }

    private Mono<Void> serve(WebsocketInbound inbound, WebsocketOutbound output) {
        String chosen = inbound.selectedSubprotocol();
        inbound.receiveCloseStatus().subscribe(this::closedBy, _ -> {});
        var reading = inbound.aggregateFrames(FRAME_BYTES_MAX)
                .receive()
                .asString()
                .doOnNext(this::arrived)
                .transform(reader::paced)
                .then();
        subprotocol.complete(chosen == null ? "" : chosen);
        // Either half ends the session.
        return Mono.firstWithSignal(
                reading, output.sendObject(outbound.asFlux()).then().then(Mono.never()));
    }

    private void arrived(String text) {
        JsonNode frame = JSON.readTree(text);
        synchronized (frames) {
            frames.add(frame);
            frames.notifyAll();
        }
    }

    private void closedBy(WebSocketCloseStatus status) {
        closed.complete(new Closed(status.code(), status.reasonText()));
        synchronized (frames) {
            frames.notifyAll();
        }
    }

    private void broken(Throwable error) {
        subprotocol.completeExceptionally(error);
        closed.complete(new Closed(1006, String.valueOf(error.getMessage())));
        synchronized (frames) {
            frames.notifyAll();
        }
    }

    private void emit(WebSocketFrame frame) {
        synchronized (outbound) {
            Sinks.EmitResult result = outbound.tryEmitNext(frame);
            if (result.isFailure()) {
                frame.release();
            }
            result.orThrow();
        }
    }

    private synchronized int nextId() {
        return ++lastId;
    }

    private void awaitHandshake() {
        try {
            subprotocol.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw HandshakeRefused.from(e.getCause());
        } catch (TimeoutException _) {
            session.dispose();
            throw new AssertionError("no WebSocket within " + PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Waits inside the monitor of `frames`.
    private void waitForMore(long deadline, Duration patience) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError("not within " + patience + "; the last frames are " + lastFrames());
        }
        if (closed.isDone()) {
            throw new AssertionError("the session ended (" + closed.join() + "); the last frames are " + lastFrames());
        }
        try {
            frames.wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private List<JsonNode> lastFrames() {
        List<JsonNode> all = frames();
        return all.subList(Math.max(0, all.size() - FRAMES_TOLD), all.size());
    }
}
