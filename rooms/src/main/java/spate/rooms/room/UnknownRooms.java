package spate.rooms.room;

import java.util.LinkedHashMap;
import java.util.Map;
import spate.protocol.RoomId;

/// Rooms that were asked for lately and are not there, so that whoever asks again costs nothing. Bounded: the
/// one that was learnt first is forgotten first. For one thread.
final class UnknownRooms {

    private final long lifeNanos;
    private final Map<RoomId, Long> learntAt;

    /// @param lifeNanos how long a room that is created meanwhile may seem unknown
    /// @param roomsMax most rooms remembered
    UnknownRooms(long lifeNanos, int roomsMax) {
        this.lifeNanos = lifeNanos;
        this.learntAt = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RoomId, Long> eldest) {
                return size() > roomsMax;
            }
        };
    }

    void learn(RoomId room, long nowNanos) {
        learntAt.remove(room);
        learntAt.put(room, nowNanos);
    }

    boolean holds(RoomId room, long nowNanos) {
        Long at = learntAt.get(room);
        if (at != null && nowNanos - at >= lifeNanos) {
            learntAt.remove(room);
            return false;
        }
        return at != null;
    }
}
