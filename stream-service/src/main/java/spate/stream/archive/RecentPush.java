package spate.stream.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spate.protocol.RoomId;
import spate.rooms.log.Parsed;
import spate.rooms.replay.StoredEvent;

/// What one batch adds to the stretch of a room: its newest events, oldest first, at least one.
///
/// @param isCut whether events before these were left out because a stretch would not keep them
record RecentPush(RoomId room, List<StoredEvent> events, boolean isCut) {

    RecentPush {
        events = List.copyOf(events);
    }

    /// One push for each room of the events, which stand in the order of their partitions.
    static List<RecentPush> of(List<Parsed.Event> stored, int eventsMax, int bytesMax) {
        Map<RoomId, List<Parsed.Event>> rooms = new LinkedHashMap<>();
        for (Parsed.Event event : stored) {
            rooms.computeIfAbsent(event.entry().room(), _ -> new ArrayList<>()).add(event);
        }
        return rooms.entrySet().stream()
                .map(room -> of(room.getKey(), room.getValue(), eventsMax, bytesMax))
                .toList();
    }

    private static RecentPush of(RoomId room, List<Parsed.Event> events, int eventsMax, int bytesMax) {
        int from = events.size() - 1;
        long bytes = events.getLast().entry().body().length;
        while (from > 0
                && events.size() - from < eventsMax
                && bytes + events.get(from - 1).entry().body().length <= bytesMax) {
            from--;
            bytes += events.get(from).entry().body().length;
        }
        List<StoredEvent> newest = events.subList(from, events.size()).stream()
                .map(event -> new StoredEvent(
                        event.offset(),
                        event.entry().id(),
                        event.entry().type(),
                        event.entry().body()))
                .toList();
        return new RecentPush(room, newest, from > 0);
    }
}
