package spate.bench.baseline;

import java.util.Locale;
import java.util.regex.Pattern;

/// The few frames that a viewer needs of a baseline.
final class BaselineFrames {

    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");
    private static final String ROOM = "bench";

    private BaselineFrames() {}

    static boolean isJoin(String frame) {
        var type = TYPE.matcher(frame);
        return type.find() && type.group(1).equals("join");
    }

    /// Answers `join`, whose id is taken over.
    static String joined(String join) {
        var id = ID.matcher(join);
        return "{\"type\":\"joined\",\"re\":" + (id.find() ? id.group(1) : "0") + ",\"room\":\"" + ROOM
                + "\",\"position\":\"bench000.-1\",\"recovered\":false,\"history\":[],\"settings\":{},\"viewers\":1,"
                + "\"role\":\"viewer\",\"pinned\":null}";
    }

    /// Says hello; no heartbeat is wanted.
    static String welcome() {
        return "{\"type\":\"welcome\",\"session\":\"bench\",\"viewer\":null,\"heartbeatSeconds\":3600,\"limits\":{}}";
    }

    /// A frame of one event.
    static String events(long position, String event) {
        return "{\"type\":\"events\",\"room\":\"" + ROOM + "\",\"prev\":\"bench000." + (position - 1)
                + "\",\"position\":\"bench000." + position + "\",\"events\":[" + event + "]}";
    }

    /// A message's event of so many bytes, if it can be so short.
    static String event(long number, int bytes) {
        String head = String.format(Locale.ROOT, "{\"type\":\"message\",\"id\":\"%022d\"", number)
                + ",\"at\":1790000000000,\"by\":{\"id\":\"bench\",\"name\":\"bench\",\"role\":\"viewer\","
                + "\"color\":\"#2f7fd1\",\"badges\":[]},\"text\":\"";
        return head + "x".repeat(Math.max(1, bytes - head.length() - 2)) + "\"}";
    }
}
