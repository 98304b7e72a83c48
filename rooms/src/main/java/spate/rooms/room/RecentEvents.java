package spate.rooms.room;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;

/// The newest stretch of one partition, whatever its rooms, so that a room that is joined for the first time
/// knows what came just before. Bounded by bytes; the oldest events go first. For one thread.
final class RecentEvents {

    /// What an event costs beside its body: the objects around it.
    private static final long OVERHEAD_BYTES = 160L;

    private final long bytesMax;
    private final Map<RoomId, ArrayDeque<LogEvent>> rooms = new HashMap<>();
    private final ArrayDeque<RoomId> order = new ArrayDeque<>();
    private long covered;
    private long bytes;

    /// @param covered every record after this offset will be added
    RecentEvents(long covered, long bytesMax) {
        this.covered = covered;
        this.bytesMax = bytesMax;
    }

    /// Every event after this offset is held.
    long covered() {
        return covered;
    }

    void add(RoomId room, LogEvent event) {
        rooms.computeIfAbsent(room, _ -> new ArrayDeque<>(4)).addLast(event);
        order.addLast(room);
        bytes += cost(event);
        while (bytes > bytesMax && order.size() > 1) {
            letGo(order.removeFirst());
        }
    }

    private void letGo(RoomId room) {
        ArrayDeque<LogEvent> events = rooms.get(room);
        LogEvent oldest = events == null ? null : events.pollFirst();
        if (oldest == null) {
            throw new IllegalStateException("BUG: recent events of " + room + " are out of step");
        }
        if (events != null && events.isEmpty()) {
            rooms.remove(room);
        }
        bytes -= cost(oldest);
        covered = oldest.offset();
    }

    /// The events of a room that are held, oldest first.
    List<LogEvent> of(RoomId room) {
        @Nullable ArrayDeque<LogEvent> events = rooms.get(room);
        return events == null ? List.of() : List.copyOf(events);
    }

    boolean has(RoomId room) {
        return rooms.containsKey(room);
    }

    /// The events of a room between two offsets, the first exclusive, oldest first; null where some of them may be
    /// missing.
    @Nullable
    List<LogEvent> between(RoomId room, long after, long last) {
        if (after < covered) {
            return null;
        }
        return of(room).stream()
                .filter(event -> event.offset() > after && event.offset() <= last)
                .toList();
    }

    /// Passes over a record that may be the repeat of one that was not seen: nothing up to it is covered.
    void passOver(long offset) {
        if (!order.isEmpty()) {
            throw new IllegalStateException("BUG: offset " + offset + " is passed over after others were held");
        }
        covered = offset;
    }

    private static long cost(LogEvent event) {
        return event.body().length + OVERHEAD_BYTES;
    }
}
