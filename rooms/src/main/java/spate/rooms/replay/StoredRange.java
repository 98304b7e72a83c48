package spate.rooms.replay;

import java.util.List;

/// A stretch of a room's stored events, oldest first.
///
/// @param events the events
/// @param complete whether it is proven that no event of the range that was asked for is missing here
/// @param gapless whether it is proven that none is missing between the first event here and the end of the range,
///     though older ones may be; complete ranges are gapless
public record StoredRange(List<StoredEvent> events, boolean complete, boolean gapless) {

    public StoredRange {
        events = List.copyOf(events);
    }

    public StoredRange(List<StoredEvent> events, boolean complete) {
        this(events, complete, complete);
    }
}
