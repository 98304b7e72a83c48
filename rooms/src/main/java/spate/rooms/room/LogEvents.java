package spate.rooms.room;

import java.util.ArrayList;
import java.util.List;
import spate.rooms.replay.StoredEvent;

/// Cuts events into batches and takes them out of the store's form.
final class LogEvents {

    private LogEvents() {}

    static List<LogEvent> of(List<StoredEvent> stored) {
        return stored.stream()
                .map(e ->
                        new LogEvent(e.offset(), e.id().value(), e.type(), e.author(), e.at(), e.body(), e.quotedAt()))
                .toList();
    }

    /// The events as a chain of batches of about `batchBytes` that tells everything from `prev` to `last`.
    ///
    /// @param pages where large frames may stand
    static List<Batch> batches(
            Room room, long prev, long last, List<LogEvent> events, int batchBytes, FramePages pages) {
        var batches = new ArrayList<Batch>();
        long from = prev;
        int first = 0;
        int bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            bytes += events.get(i).body().length;
            boolean isLast = i == events.size() - 1;
            if (isLast || bytes >= batchBytes) {
                long to = isLast ? last : events.get(i).offset();
                batches.add(new Batch(room.id(), room.log(), from, to, events.subList(first, i + 1), pages));
                from = to;
                first = i + 1;
                bytes = 0;
            }
        }
        return batches;
    }
}
