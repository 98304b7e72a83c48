package spate.rooms.room;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.log.LogIdentity;
import spate.rooms.policy.RoomPolicy;

/// Events, policies and identities as tests need them.
final class TestEvents {

    static final RoomId ROOM = new RoomId("the-room");
    static final LogIdentity LOG = LogIdentity.of("first-topic", 1);

    private TestEvents() {}

    static EventId id(long offset) {
        return EventId.derive(ROOM, "viewer", "key-" + offset);
    }

    /// An event whose JSON takes about a hundred bytes.
    static LogEvent at(long offset) {
        String id = id(offset).value();
        return new LogEvent(offset, id, "message", body(id, offset));
    }

    static List<LogEvent> at(long... offsets) {
        var events = new ArrayList<LogEvent>();
        for (long offset : offsets) {
            events.add(at(offset));
        }
        return events;
    }

    static byte[] body(String id, long offset) {
        return ("{\"type\":\"message\",\"id\":\"" + id + "\",\"at\":1,\"text\":\"number " + offset + " of the log\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static List<Long> offsets(List<LogEvent> events) {
        return events.stream().map(LogEvent::offset).toList();
    }

    static Batch batch(long prev, long last, long... offsets) {
        return new Batch(ROOM, LOG, prev, last, at(offsets));
    }

    static RoomPolicy policy(RoomId room) {
        return new RoomPolicy(room, "the-owner", RoomSettings.DEFAULTS, 1);
    }
}
