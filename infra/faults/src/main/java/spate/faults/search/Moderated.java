package spate.faults.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// What moderators hid of one room, by the rules that are promised and by nothing but the log's order: a
/// `removed` hides one message, a `cleared` or `lifted` all of the viewer before it, a message that was
/// accepted during a timeout or ban that stands before it was never to be seen, and what quotes a hidden
/// message goes with it.
final class Moderated {

    /// Where the event stands that hides another one, by the id of what is hidden.
    private final Map<String, Long> hiddenFrom = new HashMap<>();

    private final Set<String> removed = new HashSet<>();
    private final Map<String, Long> restrictedUntil = new HashMap<>();
    private final List<Seen> seen = new ArrayList<>();

    /// A message, or an event that quotes one.
    ///
    /// @param message id of the message
    private record Seen(String id, String message, String author) {}

    /// Takes the room's next event.
    void take(long offset, JsonNode event) {
        String id = event.path("id").asString("");
        switch (event.path("type").asString("")) {
            case "message" -> {
                String author = event.path("by").path("id").asString("");
                seen.add(new Seen(id, id, author));
                if (event.path("at").asLong() < restrictedUntil.getOrDefault(author, 0L)) {
                    hiddenFrom.put(id, offset);
                }
            }
            case "pinned", "unpinned" -> {
                JsonNode target = event.path("target");
                seen.add(new Seen(
                        id,
                        target.path("id").asString(""),
                        target.path("by").path("id").asString("")));
            }
            case "removed" -> {
                String target = event.path("target").asString("");
                removed.add(target);
                hide(offset, one -> one.message().equals(target));
            }
            case "cleared" -> cleared(offset, event);
            case "lifted" -> {
                String viewer = event.path("viewer").asString("");
                restrictedUntil.remove(viewer);
                hide(offset, one -> one.author().equals(viewer));
            }
            default -> {}
        }
    }

    private void cleared(long offset, JsonNode event) {
        String viewer = event.path("viewer").asString("");
        if (event.path("reason").asString("").equals("ban")) {
            restrictedUntil.put(viewer, Long.MAX_VALUE);
        } else if (event.path("until").isNumber()) {
            restrictedUntil.put(viewer, event.path("until").asLong());
        }
        hide(offset, one -> one.author().equals(viewer));
    }

    private void hide(long offset, Predicate<Seen> hidden) {
        seen.stream().filter(hidden).forEach(one -> hiddenFrom.putIfAbsent(one.id(), offset));
    }

    /// The offset from which on an event is hidden, or the greatest number.
    long hiddenFrom(String id) {
        return hiddenFrom.getOrDefault(id, Long.MAX_VALUE);
    }

    boolean isRemoved(String id) {
        return removed.contains(id);
    }
}
