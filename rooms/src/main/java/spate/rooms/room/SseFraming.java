package spate.rooms.room;

import java.nio.charset.StandardCharsets;
import java.util.List;
import spate.rooms.log.LogIdentity;

/// Server-sent events (WHATWG HTML, section 9.2): `id` is the position, `event` the type, `data` the event's
/// JSON, which is one line.
public final class SseFraming {

    private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'\n', '\n'};

    private SseFraming() {}

    /// One server-sent event for each event.
    public static byte[] events(LogIdentity log, List<LogEvent> events) {
        var heads = new byte[events.size()][];
        int size = 0;
        for (int i = 0; i < heads.length; i++) {
            LogEvent event = events.get(i);
            heads[i] = ("id: " + log.position(event.offset()) + "\nevent: " + event.type())
                    .getBytes(StandardCharsets.US_ASCII);
            size += heads[i].length + DATA.length + event.body().length + END.length;
        }
        byte[] out = new byte[size];
        int at = 0;
        for (int i = 0; i < heads.length; i++) {
            at = put(out, at, heads[i]);
            at = put(out, at, DATA);
            at = put(out, at, events.get(i).body());
            at = put(out, at, END);
        }
        return out;
    }

    /// One server-sent event around a frame's JSON, without an id.
    public static byte[] frame(String type, byte[] json) {
        byte[] head = ("event: " + type).getBytes(StandardCharsets.US_ASCII);
        byte[] out = new byte[head.length + DATA.length + json.length + END.length];
        int at = put(out, 0, head);
        at = put(out, at, DATA);
        at = put(out, at, json);
        put(out, at, END);
        return out;
    }

    private static int put(byte[] out, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, out, at, bytes.length);
        return at + bytes.length;
    }
}
