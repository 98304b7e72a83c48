package spate.api.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spate.protocol.Position;

/// The newest events of a hot room at one moment, for everybody who fetches them within about a second. Immutable.
///
/// @param isRoom whether there is such a room that everyone may read
/// @param events oldest first, at most as many as a page has and [#BYTES_MAX] together
/// @param hasOlder whether events stand before them
record Snapshot(boolean isRoom, List<HistoryPage.Stored> events, boolean hasOlder) {

    static final int BYTES_MAX = 256 * 1024;

    /// There is no such room, or it is not for everyone.
    static final Snapshot NO_ROOM = new Snapshot(false, List.of(), false);

    /// The newest of a page, as far as they have room in a snapshot.
    static Snapshot of(HistoryPage page) {
        int bytes = 0;
        int first = page.events().size();
        while (first > 0 && bytes + page.events().get(first - 1).body().length <= BYTES_MAX) {
            first--;
            bytes += page.events().get(first).body().length;
        }
        List<HistoryPage.Stored> kept =
                List.copyOf(page.events().subList(first, page.events().size()));
        return new Snapshot(true, kept, first > 0 || page.before() != null);
    }

    /// The page of the newest `limit` events, or of as many as there are here.
    HistoryPage newest(int limit) {
        int first = Math.max(0, events.size() - limit);
        List<HistoryPage.Stored> shown = events.subList(first, events.size());
        @Nullable
        Position before =
                (first > 0 || hasOlder) && !shown.isEmpty() ? shown.getFirst().position() : null;
        return new HistoryPage(
                shown, before, shown.isEmpty() ? null : shown.getLast().position());
    }

    /// As it stands in Redis: a line that says what it is, then for each event a line with its position and its
    /// length in characters, and the event.
    String text() {
        var text = new StringBuilder();
        text.append(isRoom ? "room" : "none").append(hasOlder ? " older\n" : " all\n");
        for (HistoryPage.Stored event : events) {
            String body = new String(event.body(), StandardCharsets.UTF_8);
            text.append(event.position()).append(' ').append(body.length()).append('\n');
            text.append(body);
        }
        return text.toString();
    }

    /// What [#text] says; empty where it is of another form.
    static Optional<Snapshot> parse(String text) {
        try {
            int at = text.indexOf('\n') + 1;
            String head = text.substring(0, at);
            var events = new ArrayList<HistoryPage.Stored>();
            while (at < text.length()) {
                int space = text.indexOf(' ', at);
                int line = text.indexOf('\n', space);
                int end = line + 1 + Integer.parseInt(text, space + 1, line, 10);
                Position position = Position.parse(text.substring(at, space)).orElseThrow();
                events.add(new HistoryPage.Stored(
                        position, text.substring(line + 1, end).getBytes(StandardCharsets.UTF_8)));
                at = end;
            }
            return Optional.of(new Snapshot(head.startsWith("room"), events, head.endsWith(" older\n")));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
