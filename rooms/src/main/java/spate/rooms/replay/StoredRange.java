package spate.rooms.replay;

import java.util.List;

/// A stretch of a room's stored events, oldest first.
///
/// @param events the events
/// @param complete whether it is proven that no event of the range that was asked for is missing here
public record StoredRange(List<StoredEvent> events, boolean complete) {

    public StoredRange {
        events = List.copyOf(events);
    }
}
