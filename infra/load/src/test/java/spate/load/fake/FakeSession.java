package spate.load.fake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spate.load.wire.JsonCursor;

/// One WebSocket session of the fake server.
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails ends the session, which the listener hears.
final class FakeSession extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final FakeChat chat;
    private boolean isGuest = true;
    private boolean hasRefused;
    private @Nullable Joined joined;

    FakeSession(FakeChat chat) {
        this.chat = chat;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            context.close();
            return;
        }
        var fields = fields(frame.content().toString(StandardCharsets.UTF_8));
        String re = fields.getOrDefault("id", "0");
        switch (fields.getOrDefault("type", "")) {
            case "hello" -> {
                isGuest = !fields.containsKey("token");
                text(context, "{\"type\":\"welcome\",\"re\":" + re + ",\"heartbeatSeconds\":30}");
            }
            case "join" -> join(context, re, fields.get("after"));
            case "post" -> post(context, re, fields);
            case "ping" -> text(context, "{\"type\":\"pong\",\"re\":" + re + "}");
            default -> text(context, "{\"type\":\"error\",\"re\":" + re + ",\"code\":\"unknown_type\"}");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (joined != null) {
            chat.leave(joined);
        }
    }

    private void join(ChannelHandlerContext context, String re, @Nullable String after) {
        int tail = chat.tail();
        boolean isRecovered = after != null && !chat.has(Fault.FORGET);
        int from = isRecovered && after != null ? Integer.parseInt(after.substring(2)) : tail;
        var session = new Joined(context.channel(), tail);
        joined = session;
        text(
                context,
                "{\"type\":\"joined\",\"re\":" + re + ",\"room\":\"" + room() + "\",\"position\":\"e." + from
                        + "\",\"recovered\":" + isRecovered + ",\"history\":[]}");
        chat.join(session);
        if (from < tail) {
            session.events(from, tail, chat.events.subList(from, tail));
        }
    }

    private String room = "";

    private String room() {
        return room;
    }

    private void post(ChannelHandlerContext context, String re, Map<String, String> fields) {
        if (chat.has(Fault.REFUSE) && !hasRefused) {
            hasRefused = true;
            text(context, "{\"type\":\"error\",\"re\":" + re + ",\"code\":\"rate_limited\",\"retryAfterMs\":10}");
            return;
        }
        String id = chat.post(fields.getOrDefault("text", ""), fields.getOrDefault("key", ""));
        text(context, "{\"type\":\"posted\",\"re\":" + re + ",\"event\":\"" + id + "\",\"position\":\"e.1\"}");
    }

    private Map<String, String> fields(String json) {
        var fields = new HashMap<String, String>();
        var cursor = JsonCursor.over(json.getBytes(StandardCharsets.UTF_8));
        cursor.enterObject();
        while (cursor.nextField()) {
            String name = cursor.field();
            fields.put(name, cursor.peek() == '"' ? cursor.string() : Long.toString(cursor.number(-1)));
        }
        room = fields.getOrDefault("room", room);
        return fields;
    }

    private static void text(ChannelHandlerContext context, String text) {
        context.writeAndFlush(new TextWebSocketFrame(text));
    }

    private final class Joined extends FakeChat.Session {

        private final Channel channel;
        private int position;

        Joined(Channel channel, int position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        Channel channel() {
            return channel;
        }

        @Override
        boolean isSse() {
            return false;
        }

        @Override
        boolean isGuest() {
            return isGuest;
        }

        @Override
        int position() {
            return position;
        }

        @Override
        void events(int prev, int to, List<String> batch) {
            position = to;
            channel.writeAndFlush(new TextWebSocketFrame("{\"type\":\"events\",\"room\":\"" + room
                    + "\",\"prev\":\"e." + prev + "\",\"position\":\"e." + to + "\",\"events\":["
                    + String.join(",", batch) + "]}"));
        }

        @Override
        void missed(int prev, int to) {
            position = to;
            channel.writeAndFlush(new TextWebSocketFrame("{\"type\":\"missed\",\"room\":\"" + room + "\",\"prev\":\"e."
                    + prev + "\",\"position\":\"e." + to + "\"}"));
        }
    }
}
