package spate.api.hot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;

/// Counts fetches on this replica alone, for the time when Redis is away. Thread-safe. Holds at most `roomsMax`
/// rooms; the one that was fetched longest ago is forgotten first, and then counted anew.
final class LocalHeat {

    private final HotProperties properties;
    private final Map<RoomId, Window> windows;

    LocalHeat(HotProperties properties) {
        this.properties = properties;
        this.windows = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RoomId, Window> eldest) {
                return size() > properties.roomsMax();
            }
        };
    }

    synchronized Way enter(RoomId room, boolean isNewest, long now) {
        return windows.computeIfAbsent(
                        room,
                        _ -> new Window(
                                properties.threshold(), properties.cooling().toMillis()))
                .enter(isNewest, now);
    }

    synchronized boolean isHot(RoomId room, long now) {
        @Nullable Window window = windows.get(room);
        return window != null && window.isHot(now);
    }
}
