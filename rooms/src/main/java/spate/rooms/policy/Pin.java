package spate.rooms.policy;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import spate.protocol.event.Quote;

/// The pinned message of a room.
///
/// @param event its id
/// @param author id of the viewer who wrote it
/// @param body the message event as the log has it
/// @param version the room's counter of moderation when it was pinned
public record Pin(String event, String author, String body, long version) {

    /// This one without the words that it quotes, where these are meant.
    Pin withoutQuote(Predicate<Quote> meant) {
        byte[] json = body.getBytes(StandardCharsets.UTF_8);
        Quote quote = Quote.in(json);
        return quote == null || !meant.test(quote)
                ? this
                : new Pin(event, author, new String(Quote.emptied(json), StandardCharsets.UTF_8), version);
    }
}
