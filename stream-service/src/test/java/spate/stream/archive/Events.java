package spate.stream.archive;

import java.util.concurrent.ConcurrentHashMap;
import spate.rooms.log.Parsed;

/// Events that are the same object each time: bodies are arrays and compare by identity.
final class Events {

    private record Place(int partition, long offset) {}

    private static final ConcurrentHashMap<Place, Parsed.Event> EVENTS = new ConcurrentHashMap<>();

    private Events() {}

    static Parsed.Event at(int partition, long offset) {
        return EVENTS.computeIfAbsent(
                new Place(partition, offset), place -> Records.event(place.partition(), place.offset()));
    }
}
