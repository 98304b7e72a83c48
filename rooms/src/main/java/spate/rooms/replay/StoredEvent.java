package spate.rooms.replay;

import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;

/// An event as it is stored.
///
/// @param offset where it stands in the epoch that was asked for; -1, before the first, where it is of an older
///     epoch
/// @param id its id
/// @param type its type
/// @param author id of the viewer whose doing it is, where the log itself told it; null for the server's own, and
///     where the archive told it, which leaves out what moderators hid
/// @param at when it was accepted, milliseconds since 1970; 0 where the archive told it
/// @param body its JSON to the byte, which nobody changes
/// @param quotedAt of a reply that the log itself told, the offset as of which what it quotes was shown; else null
public record StoredEvent(
        long offset,
        EventId id,
        String type,
        @Nullable String author,
        long at,
        byte[] body,
        @Nullable Long quotedAt) {

    /// An event as the archive tells it.
    public StoredEvent(long offset, EventId id, String type, byte[] body) {
        this(offset, id, type, null, 0, body, null);
    }
}
