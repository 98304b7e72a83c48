package spate.rooms.room;

import org.jspecify.annotations.Nullable;

/// An event as the log has it.
///
/// @param offset where it stands in its partition
/// @param id its id
/// @param type its type
/// @param author id of the viewer whose doing it is; null for the server's own, and where it came from a store
/// @param at when it was accepted, milliseconds since 1970; 0 where it came from a store
/// @param body its JSON, which nobody changes
public record LogEvent(
        long offset, String id, String type, @Nullable String author, long at, byte[] body) {

    /// An event of which no more is known than stores keep.
    public LogEvent(long offset, String id, String type, byte[] body) {
        this(offset, id, type, null, 0, body);
    }

    boolean isMessage() {
        return type.equals("message");
    }
}
