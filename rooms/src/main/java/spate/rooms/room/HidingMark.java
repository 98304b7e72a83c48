package spate.rooms.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.EventJson;
import spate.protocol.event.Quote;
import spate.protocol.event.RoomEvent;

/// From an offset on, something that stands before it is hidden: one message or donation, or all messages of a viewer.
/// Replies to that stay, without the words that they quote.
///
/// @param offset where the event stands that says so
/// @param hidden id of the message, the donation or the viewer
record HidingMark(long offset, String hidden, boolean isViewer) {

    /// The mark that an event sets, or null where it hides nothing.
    static @Nullable HidingMark of(LogEvent event) {
        return switch (event.type()) {
            case "removed", "cleared", "lifted" ->
                switch (decoded(event)) {
                    case RoomEvent.Removed removed -> new HidingMark(event.offset(), removed.target(), false);
                    case RoomEvent.Cleared cleared -> new HidingMark(event.offset(), cleared.viewer(), true);
                    // What came between the ban and this was never shown.
                    case RoomEvent.Lifted lifted -> new HidingMark(event.offset(), lifted.viewer(), true);
                    case null, default -> null;
                };
            default -> null;
        };
    }

    /// Takes out of events that stand before it, and know their authors, what it hides and what they quote of that.
    void takeFrom(List<LogEvent> events) {
        events.removeIf(this::hides);
        events.replaceAll(event -> isQuotedBy(event) ? event.withoutQuote() : event);
    }

    /// Whether it changes anything of an event that stands before it.
    boolean touches(LogEvent event) {
        return hides(event) || isQuotedBy(event);
    }

    private boolean isQuotedBy(LogEvent event) {
        Quote quote = event.quote();
        return quote != null && hidden.equals(isViewer ? quote.author() : quote.message());
    }

    /// Whether it hides an event of a tail, which stands before it and knows its author.
    boolean hides(LogEvent event) {
        return switch (event.type()) {
            case "message" -> hidden.equals(isViewer ? event.author() : event.id());
            // Only by itself: what a viewer gave is told, whatever becomes of the viewer's messages.
            case "donation" -> !isViewer && hidden.equals(event.id());
            case "pinned", "unpinned" -> {
                RoomEvent.Message target = pinned(event);
                yield target != null && hidden.equals(isViewer ? target.by().id() : target.id());
            }
            default -> false;
        };
    }

    /// The message that a `pinned` or `unpinned` event quotes.
    static RoomEvent.@Nullable Message pinned(LogEvent event) {
        return switch (decoded(event)) {
            case RoomEvent.Pinned pinned -> pinned.target();
            case RoomEvent.Unpinned unpinned -> unpinned.target();
            case null, default -> null;
        };
    }

    /// A body that is no event hides nothing.
    private static @Nullable RoomEvent decoded(LogEvent event) {
        try {
            return EventJson.decode(event.body());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
