package spate.rooms.replay;

import java.util.List;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.log.LogStretches;
import spate.rooms.log.Parsed;

/// The log itself, for what the archive has not stored yet or cannot tell now.
final class LoggedEvents {

    private final LogStretches log;

    LoggedEvents(LogStretches log) {
        this.log = log;
    }

    /// See [EventStore#newestBefore]: without a gap up to there, complete only where there are `limit`.
    Mono<StoredRange> newestBefore(RoomId room, String epoch, long beforeOffset, int limit) {
        return log.newestBefore(room, epoch, beforeOffset, limit).map(events -> {
            // An older epoch, or what was not looked at, may hold more.
            boolean isAll = events.size() == limit;
            return new StoredRange(stored(events), isAll, true);
        });
    }

    /// See [EventStore#after]: in whole, or it fails.
    Mono<StoredRange> after(RoomId room, String epoch, long afterOffset, long beforeOffset, int limit) {
        return log.after(room, epoch, afterOffset, beforeOffset, limit)
                .map(events -> new StoredRange(stored(events), true));
    }

    private static List<StoredEvent> stored(List<Parsed.Event> events) {
        return events.stream()
                .map(event -> new StoredEvent(
                        event.offset(),
                        event.entry().id(),
                        event.entry().type(),
                        event.entry().author(),
                        event.entry().at(),
                        event.entry().body(),
                        event.entry().quotedAt()))
                .toList();
    }
}
