package spate.stream.archive;

import java.util.List;
import spate.rooms.log.Parsed;

/// A stretch of one partition with the events in it, in order.
///
/// @param from first offset of the stretch, inclusive
/// @param next end of the stretch, exclusive; above the offset of every event
/// @param events what is to be stored of it; records that are no events are left out
record Piece(int partition, long from, long next, List<Parsed.Event> events) {

    Piece {
        events = List.copyOf(events);
    }

    /// The stretch up to before the event at `index`.
    Piece before(int index) {
        return new Piece(partition, from, events.get(index).offset(), events.subList(0, index));
    }

    /// The stretch from the event at `index` on.
    Piece since(int index) {
        return new Piece(partition, events.get(index).offset(), next, events.subList(index, events.size()));
    }

    /// The same stretch without events.
    Piece bare() {
        return new Piece(partition, from, next, List.of());
    }
}
