package spate.load.fake;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// REST and SSE of the fake server, and the door to its WebSocket.
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails ends the session, which the listener hears.
final class FakeHttp extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final FakeChat chat;
    private @Nullable SseReader reader;

    FakeHttp(FakeChat chat) {
        this.chat = chat;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        var uri = new QueryStringDecoder(request.uri());
        String path = uri.path();
        if (path.equals("/ws") && chat.refuses()) {
            answer(context, 503, "");
        } else if (path.equals("/ws")) {
            var shaker = new WebSocketServerHandshakerFactory("ws://fake/ws", "spate.v1", true).newHandshaker(request);
            context.pipeline().replace(this, "session", new FakeSession(chat));
            shaker.handshake(context.channel(), request);
        } else if (path.startsWith("/sse/rooms/")) {
            stream(context, request);
        } else if (path.endsWith("/messages") && request.method().equals(HttpMethod.GET)) {
            answer(context, 200, page(uri));
        } else if (path.endsWith("/messages")) {
            String key = request.content().toString(StandardCharsets.UTF_8);
            answer(context, 201, "{\"event\":\"" + chat.post("hello", key) + "\"}");
        } else if (path.equals("/api/users") || path.equals("/api/rooms")) {
            answer(context, 201, "{}");
        } else if (path.equals("/api/sessions")) {
            answer(
                    context,
                    201,
                    "{\"accessToken\":\"header.claims.signature\",\"expiresInSeconds\":900,\"viewer\":{\"id\":\"v\"}}");
        } else {
            answer(context, 404, "{\"code\":\"room_unknown\"}");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (reader != null) {
            chat.leave(reader);
        }
    }

    private String page(QueryStringDecoder uri) {
        var history = chat.history();
        int limit = Integer.parseInt(
                uri.parameters().getOrDefault("limit", List.of("50")).getFirst());
        var before = uri.parameters().get("before");
        int to = before == null ? history.size() : Integer.parseInt(before.getFirst());
        int from = Math.max(0, to - limit);
        return "{\"events\":[" + String.join(",", history.subList(from, to)) + "],\"before\":"
                + (from == 0 ? "null" : "\"" + from + "\"") + ",\"after\":null}";
    }

    private void stream(ChannelHandlerContext context, FullHttpRequest request) {
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        context.write(head);
        String last = request.headers().get("Last-Event-ID");
        int after = last == null ? chat.tail() : Integer.parseInt(last.substring(2));
        var joined = new SseReader(context.channel(), chat.tail());
        reader = joined;
        joined.write("event: joined\ndata: {\"type\":\"joined\",\"room\":\"r\",\"position\":\"e." + after
                + "\",\"recovered\":" + (last != null) + "}\n\n: comment\n\n");
        chat.join(joined);
        if (after < chat.tail()) {
            joined.events(after, chat.tail(), chat.events.subList(after, chat.tail()));
        }
    }

    private static void answer(ChannelHandlerContext context, int status, String body) {
        var bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), bytes);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
        context.writeAndFlush(response);
    }

    private static final class SseReader extends FakeChat.Session {

        private final Channel channel;
        private int position;

        SseReader(Channel channel, int position) {
            this.channel = channel;
            this.position = position;
        }

        void write(String text) {
            channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
        }

        @Override
        Channel channel() {
            return channel;
        }

        @Override
        boolean isSse() {
            return true;
        }

        @Override
        boolean isGuest() {
            return true;
        }

        @Override
        int position() {
            return position;
        }

        @Override
        void events(int prev, int to, List<String> batch) {
            int at = to - batch.size();
            for (String event : batch) {
                at++;
                write("id: e." + at + "\nevent: message\ndata: " + event + "\n\n");
            }
            position = to;
        }

        @Override
        void missed(int prev, int to) {
            position = to;
        }
    }
}
