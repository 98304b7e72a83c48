package spate.rooms.log;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;

/// An event on its way to the log.
///
/// @param room the record's key
/// @param id the event's id, repeated in a header so that readers need not parse the body
/// @param type the event's type, repeated in a header
/// @param author id of the viewer whose doing it is, repeated in a header; absent for the server's own events
/// @param at server clock when it was accepted, milliseconds since 1970, repeated in a header
/// @param body the event's JSON, which nobody changes from here on
/// @param quotedAt of a reply the offset as of which the words that it quotes were shown: what hides them since stands
///     behind it; in a header. Absent where it is no reply, or whoever accepted it does not read the log
public record LogEntry(
        RoomId room,
        EventId id,
        String type,
        @Nullable String author,
        long at,
        byte[] body,
        @Nullable Long quotedAt) {

    /// An event that quotes nothing, or of which it is not known as of when.
    public LogEntry(RoomId room, EventId id, String type, @Nullable String author, long at, byte[] body) {
        this(room, id, type, author, at, body, null);
    }

    /// The same as a reply that quotes what was shown as of an offset.
    public LogEntry quotingAt(long offset) {
        return new LogEntry(room, id, type, author, at, body, offset);
    }

    /// The entry for an event.
    public static LogEntry of(RoomId room, RoomEvent event, @Nullable String author) {
        String type = event.getClass().getAnnotation(JsonTypeName.class).value();
        return new LogEntry(room, new EventId(event.id()), type, author, event.at(), EventJson.encode(event));
    }
}
