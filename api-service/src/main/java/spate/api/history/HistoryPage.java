package spate.api.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.Position;

/// A page of a room's history.
///
/// @param events oldest first
/// @param before where the page before it ends: the position of its oldest event, null where nothing is older
/// @param after where the page after it begins: the position of its newest event, or the one that was asked for
///     where it is empty
record HistoryPage(
        List<Stored> events,
        @Nullable Position before,
        @Nullable Position after) {

    /// An event as it is stored.
    ///
    /// @param body its JSON to the byte
    record Stored(Position position, byte[] body) {}

    /// `{"events":[…],"before":…,"after":…}` with the events untouched.
    byte[] toJson() {
        var out = new ByteArrayOutputStream(256 * (events.size() + 1));
        write(out, "{\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(events.get(i).body());
        }
        write(out, "],\"before\":" + quoted(before) + ",\"after\":" + quoted(after) + "}");
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String ascii) {
        out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /// Nothing in a position needs an escape.
    private static String quoted(@Nullable Position position) {
        return position == null ? "null" : "\"" + position + "\"";
    }
}
