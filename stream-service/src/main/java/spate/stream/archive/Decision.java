package spate.stream.archive;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.Parsed;

/// What an event of the log hides of its room.
sealed interface Decision {

    RoomId room();

    /// Where the event stands.
    long offset();

    /// One message, and the events that quote it because it was pinned; or one donation.
    ///
    /// @param target id of the message or donation
    record Removal(RoomId room, long offset, String target) implements Decision {}

    /// All messages of a viewer before it, and later ones that are accepted before `until`.
    ///
    /// @param until [#AS_IT_WAS] where a timeout or ban that holds goes on
    record Clearing(RoomId room, long offset, String viewer, long until, long version) implements Decision {

        static final long AS_IT_WAS = -1;

        /// This one, where another one was known before.
        Clearing after(Clearing known) {
            return until == AS_IT_WAS ? new Clearing(room, offset, viewer, known.until, known.version) : this;
        }
    }

    /// The decisions among events, in order.
    static List<Decision> among(List<Parsed.Event> events) {
        return events.stream().map(Decision::of).filter(Objects::nonNull).toList();
    }

    private static @Nullable Decision of(Parsed.Event event) {
        RoomId room = event.entry().room();
        return switch (event.entry().type()) {
            case "removed", "cleared", "lifted" ->
                switch (decoded(event)) {
                    case RoomEvent.Removed removed -> new Removal(room, event.offset(), removed.target());
                    case RoomEvent.Cleared cleared ->
                        new Clearing(room, event.offset(), cleared.viewer(), until(cleared), orZero(cleared.version()));
                    case RoomEvent.Lifted lifted ->
                        new Clearing(room, event.offset(), lifted.viewer(), 0, lifted.version());
                    case null, default -> null;
                };
            default -> null;
        };
    }

    private static long until(RoomEvent.Cleared cleared) {
        if (cleared.reason().equals("ban")) {
            return Long.MAX_VALUE;
        }
        return cleared.until() == null ? Clearing.AS_IT_WAS : cleared.until();
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    /// Whether it hides an event.
    default boolean hides(Parsed.Event event) {
        if (!event.entry().room().equals(room())) {
            return false;
        }
        boolean isBefore = event.offset() < offset();
        return switch (event.entry().type()) {
            case "message" ->
                switch (this) {
                    case Removal removal ->
                        isBefore && event.entry().id().value().equals(removal.target());
                    case Clearing clearing ->
                        clearing.viewer().equals(event.entry().author())
                                && (isBefore || event.entry().at() < clearing.until());
                };
            // What a viewer gave is told, whatever becomes of the viewer's messages.
            case "donation" ->
                isBefore
                        && this instanceof Removal removal
                        && event.entry().id().value().equals(removal.target());
            case "pinned", "unpinned" -> isBefore && quotes(decoded(event));
            default -> false;
        };
    }

    private boolean quotes(@Nullable RoomEvent event) {
        RoomEvent.Message target = switch (event) {
            case RoomEvent.Pinned pinned -> pinned.target();
            case RoomEvent.Unpinned unpinned -> unpinned.target();
            case null, default -> null;
        };
        return target != null
                && switch (this) {
                    case Removal removal -> target.id().equals(removal.target());
                    case Clearing clearing -> target.by().id().equals(clearing.viewer());
                };
    }

    /// A body that is no event decides nothing.
    private static @Nullable RoomEvent decoded(Parsed.Event event) {
        try {
            return EventJson.decode(event.entry().body());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
