package spate.rooms.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;

/// A room's log as a plain list, and what is to be shown of it by nothing but its order.
final class ReplyModel {

    private final TreeMap<Long, RoomEvent> log = new TreeMap<>();

    void told(long offset, RoomEvent event) {
        log.put(offset, event);
    }

    /// A message, hidden or not.
    RoomEvent.@Nullable Message any(Random random) {
        List<RoomEvent.Message> messages = messages(Long.MAX_VALUE);
        return messages.isEmpty() ? null : messages.get(random.nextInt(messages.size()));
    }

    /// A message that was shown some events ago, though it may not be now.
    RoomEvent.@Nullable Message shownLately(Random random, int events) {
        long now = log.isEmpty() ? 0 : log.lastKey() + 1;
        long then = now - random.nextInt(events);
        List<RoomEvent.Message> messages = messages(then).stream()
                .filter(message -> !isHidden(message.id(), message.by().id(), then))
                .toList();
        return messages.isEmpty() ? null : messages.get(random.nextInt(messages.size()));
    }

    private List<RoomEvent.Message> messages(long before) {
        var messages = new ArrayList<RoomEvent.Message>();
        log.headMap(before).values().forEach(event -> {
            if (event instanceof RoomEvent.Message message) {
                messages.add(message);
            }
        });
        return messages;
    }

    /// What is shown of everything before an offset, by what was decided before it.
    List<LogEvent> shown(long before) {
        var shown = new ArrayList<LogEvent>();
        for (Map.Entry<Long, RoomEvent> each : log.headMap(before).entrySet()) {
            switch (each.getValue()) {
                case RoomEvent.Message message -> {
                    if (!isHidden(message.id(), message.by().id(), before)) {
                        ReplyTo to = message.replyTo();
                        boolean isEmptied = to != null && isHidden(to.id(), String.valueOf(to.by()), before);
                        shown.add(event(each.getKey(), isEmptied ? emptied(message) : message, "message"));
                    }
                }
                case RoomEvent.Removed removed -> shown.add(event(each.getKey(), removed, "removed"));
                case RoomEvent.Cleared cleared -> shown.add(event(each.getKey(), cleared, "cleared"));
                case RoomEvent.Lifted lifted -> shown.add(event(each.getKey(), lifted, "lifted"));
                default -> throw new AssertionError(each);
            }
        }
        return shown;
    }

    private boolean isHidden(String message, String author, long before) {
        boolean isSaid = false;
        for (RoomEvent event : log.headMap(before).values()) {
            switch (event) {
                case RoomEvent.Message said -> isSaid |= said.id().equals(message);
                case RoomEvent.Removed removed -> {
                    if (removed.target().equals(message)) {
                        return true;
                    }
                }
                case RoomEvent.Cleared cleared -> {
                    if (isSaid && cleared.viewer().equals(author)) {
                        return true;
                    }
                }
                case RoomEvent.Lifted lifted -> {
                    if (isSaid && lifted.viewer().equals(author)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static LogEvent event(long offset, RoomEvent event, String type) {
        return new LogEvent(offset, event.id(), type, EventJson.encode(event));
    }

    static RoomEvent.Message emptied(RoomEvent.Message message) {
        ReplyTo to = message.replyTo();
        return to == null
                ? message
                : new RoomEvent.Message(
                        message.id(),
                        message.at(),
                        message.by(),
                        message.text(),
                        new ReplyTo(to.id(), to.by(), to.name(), ""));
    }

    /// An event's id, and what it quotes.
    static String brief(LogEvent event) {
        return EventJson.decode(event.body()) instanceof RoomEvent.Message message && message.replyTo() != null
                ? event.id() + "=" + message.replyTo().excerpt()
                : event.id();
    }
}
