package spate.faults.proxy;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The head of one HTTP request.
///
/// @param path path and query of the request line
/// @param forwarded the head as the replica gets it
record RequestHead(String path, byte[] forwarded) {

    private static final String END = "\r\n\r\n";

    /// Takes the head out of what was read; null where its end has not come yet.
    static @Nullable RequestHead in(ByteBuf read) {
        String text = read.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END);
        if (end < 0) {
            return null;
        }
        read.skipBytes(end + END.length());
        String[] lines = text.substring(0, end).split("\r\n", -1);
        String[] request = lines[0].split(" ", 3);
        String path = request.length > 1 ? request[1] : "/";
        return new RequestHead(path, forwarded(lines).getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The same head, but one request for each connection, unless it becomes a WebSocket.
    private static String forwarded(String[] lines) {
        boolean upgrades = false;
        for (String line : lines) {
            upgrades |= isField(line, "upgrade");
        }
        var head = new StringBuilder();
        for (String line : lines) {
            if (upgrades || !isField(line, "connection")) {
                head.append(line).append("\r\n");
            }
        }
        return head.append(upgrades ? "\r\n" : "Connection: close\r\n\r\n").toString();
    }

    private static boolean isField(String line, String name) {
        return line.toLowerCase(Locale.ROOT).startsWith(name + ":");
    }
}
