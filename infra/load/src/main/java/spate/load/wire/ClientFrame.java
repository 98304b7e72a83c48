package spate.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// The frames that this program sends: JSON texts, and their masked WebSocket form.
public final class ClientFrame {

    private ClientFrame() {}

    /// `hello`, of a guest where the token is empty.
    public static String hello(long id, String token) {
        return token.isEmpty()
                ? "{\"type\":\"hello\",\"id\":" + id + "}"
                : "{\"type\":\"hello\",\"id\":" + id + ",\"token\":\"" + token + "\"}";
    }

    /// `join` with so much history.
    public static String join(long id, String room, int history) {
        return "{\"type\":\"join\",\"id\":" + id + ",\"room\":\"" + room + "\",\"history\":" + history + "}";
    }

    /// `join` that goes on after a position.
    public static String joinAfter(long id, String room, byte[] after) {
        return "{\"type\":\"join\",\"id\":" + id + ",\"room\":\"" + room + "\",\"after\":\""
                + new String(after, StandardCharsets.UTF_8) + "\",\"history\":0}";
    }

    /// `post`.
    public static String post(long id, String room, String text, String key) {
        var out = new StringBuilder(text.length() + 96);
        out.append("{\"type\":\"post\",\"id\":")
                .append(id)
                .append(",\"room\":\"")
                .append(room);
        out.append("\",\"text\":");
        JsonText.string(out, text);
        out.append(",\"key\":\"").append(key).append("\"}");
        return out.toString();
    }

    /// `react`, without an id: there is no answer to it.
    public static String react(String room, String reaction, int count) {
        return "{\"type\":\"react\",\"room\":\"" + room + "\",\"reaction\":\"" + reaction + "\",\"count\":" + count
                + "}";
    }

    /// `ping`.
    public static String ping(long id) {
        return "{\"type\":\"ping\",\"id\":" + id + "}";
    }

    /// One whole masked WebSocket frame.
    ///
    /// @param opcode 1 text, 2 binary, 8 close, 9 ping, 10 pong
    public static ByteBuf masked(ByteBufAllocator allocator, int opcode, byte[] payload) {
        var buffer = allocator.buffer(payload.length + 14);
        buffer.writeByte(0x80 | opcode);
        if (payload.length < 126) {
            buffer.writeByte(0x80 | payload.length);
        } else if (payload.length < 65536) {
            buffer.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            buffer.writeByte(0x80 | 127).writeLong(payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        buffer.writeInt(mask);
        for (int i = 0; i < payload.length; i++) {
            buffer.writeByte(payload[i] ^ mask >>> (24 - (i & 3) * 8));
        }
        return buffer;
    }
}
