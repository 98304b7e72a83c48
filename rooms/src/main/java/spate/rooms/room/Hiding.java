package spate.rooms.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.RoomPolicy;

/// What moderators hid of a room since its tail begins, so that nothing of it comes back with what is looked up
/// elsewhere. What they hid before that, the archive has applied to everything that it calls complete. As many
/// marks as there are such events in the tail. For one thread.
final class Hiding {

    private final ArrayDeque<HidingMark> marks = new ArrayDeque<>();
    private final Map<String, Long> messages = new HashMap<>();
    private final Map<String, Long> viewers = new HashMap<>();

    /// Remembers a mark, and forgets those that stand before the tail.
    ///
    /// @param covered offset after which the tail has everything
    void add(HidingMark mark, long covered) {
        forget(covered);
        marks.addLast(mark);
        of(mark).put(mark.hidden(), mark.offset());
    }

    private void forget(long covered) {
        while (!marks.isEmpty() && marks.getFirst().offset() <= covered) {
            HidingMark oldest = marks.removeFirst();
            of(oldest).remove(oldest.hidden(), oldest.offset());
        }
    }

    private Map<String, Long> of(HidingMark mark) {
        return mark.isViewer() ? viewers : messages;
    }

    /// What is shown of a stretch of the room from before its tail, in order, wherever it was read: neither what it
    /// hides itself, nor what is void by it or by who is restricted now, nor what the tail hides.
    ///
    /// @param policy of now; a restriction that it has is either older than the stretch, or hides all of the
    ///     viewer's messages there
    List<LogEvent> shown(RoomPolicy policy, List<LogEvent> events) {
        var kept = new ArrayList<LogEvent>(events.size());
        RoomPolicy asOf = policy;
        for (LogEvent event : events) {
            if (PolicyChange.isVoid(asOf, event)) {
                continue;
            }
            HidingMark mark = HidingMark.of(event);
            if (mark != null) {
                asOf = PolicyChange.apply(asOf, event);
                kept.removeIf(mark::hides);
            }
            kept.add(event);
        }
        if (!marks.isEmpty()) {
            kept.removeIf(this::hides);
        }
        return kept;
    }

    private boolean hides(LogEvent event) {
        return switch (event.type()) {
            case "message" ->
                messages.containsKey(event.id()) || (!viewers.isEmpty() && isBefore(event, author(event)));
            case "pinned", "unpinned" -> {
                RoomEvent.Message target = HidingMark.pinned(event);
                yield target != null
                        && (messages.containsKey(target.id())
                                || isBefore(event, target.by().id()));
            }
            default -> false;
        };
    }

    private boolean isBefore(LogEvent event, @Nullable String author) {
        Long cleared = author == null ? null : viewers.get(author);
        return cleared != null && event.offset() < cleared;
    }

    private static @Nullable String author(LogEvent event) {
        if (event.author() != null) {
            return event.author();
        }
        try {
            return EventJson.decode(event.body()) instanceof RoomEvent.Message message
                    ? message.by().id()
                    : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
