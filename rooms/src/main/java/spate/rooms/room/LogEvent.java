package spate.rooms.room;

import org.jspecify.annotations.Nullable;
import spate.protocol.event.Quote;

/// An event as the log has it.
///
/// @param offset where it stands in its partition
/// @param id its id
/// @param type its type
/// @param author id of the viewer whose doing it is; null for the server's own, and where it came from a store
/// @param at when it was accepted, milliseconds since 1970; 0 where it came from a store
/// @param body its JSON, which nobody changes
/// @param quotedAt of a reply the offset as of which the words that it quotes were shown; null where that is not known
public record LogEvent(
        long offset,
        String id,
        String type,
        @Nullable String author,
        long at,
        byte[] body,
        @Nullable Long quotedAt) {

    /// An event that quotes nothing, or of which it is not known as of when.
    public LogEvent(long offset, String id, String type, @Nullable String author, long at, byte[] body) {
        this(offset, id, type, author, at, body, null);
    }

    /// An event of which no more is known than stores keep.
    public LogEvent(long offset, String id, String type, byte[] body) {
        this(offset, id, type, null, 0, body);
    }

    boolean isMessage() {
        return type.equals("message");
    }

    /// The message whose words it holds as a reply, or as one that is pinned; null where it holds none.
    @Nullable
    Quote quote() {
        return switch (type) {
            case "message", "pinned", "unpinned" -> Quote.in(body);
            default -> null;
        };
    }

    /// The same without the words that it quotes.
    LogEvent withoutQuote() {
        return new LogEvent(offset, id, type, author, at, Quote.emptied(body), quotedAt);
    }
}
