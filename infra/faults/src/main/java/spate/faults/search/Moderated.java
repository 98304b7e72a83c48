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
/// accepted during a timeout or ban that stands before it was never to be seen, and what pins a hidden
/// message goes with it. What replies quote of a hidden message goes as well, and they stay.
final class Moderated {

    /// Where the event stands that hides another one, by the id of what is hidden.
    private final Map<String, Long> hiddenFrom = new HashMap<>();

    private final Set<String> removed = new HashSet<>();
    private final Map<String, Long> restrictedUntil = new HashMap<>();
    private final List<Seen> seen = new ArrayList<>();

    /// From where on an event must not say what it quotes, by its id.
    private final Map<String, Long> emptiedFrom = new HashMap<>();

    private final Set<String> emptiedAtOnce = new HashSet<>();
    private final Map<String, Said> said = new HashMap<>();
    private final Map<String, Long> clearedAt = new HashMap<>();
    private final List<Quoting> quoting = new ArrayList<>();

    /// A message, where it stands.
    private record Said(long offset, String author) {}

    /// An event that quotes a message, as a reply or as a reply that was pinned.
    private record Quoting(String id, String message, String author) {}

    /// A message, or an event that quotes one.
    ///
    /// @param message id of the message
    private record Seen(String id, String message, String author) {}

    /// Takes the room's next event.
    void take(long offset, JsonNode event) {
        String id = event.path("id").asString("");
        quote(offset, id, replyOf(event));
        switch (event.path("type").asString("")) {
            case "message" -> {
                String author = event.path("by").path("id").asString("");
                seen.add(new Seen(id, id, author));
                said.put(id, new Said(offset, author));
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
                empty(offset, one -> one.message().equals(target), true);
            }
            case "cleared" -> cleared(offset, event);
            case "lifted" -> {
                String viewer = event.path("viewer").asString("");
                restrictedUntil.remove(viewer);
                hideAll(offset, viewer);
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
        hideAll(offset, viewer);
    }

    private void hideAll(long offset, String viewer) {
        clearedAt.put(viewer, offset);
        hide(offset, one -> one.author().equals(viewer));
        empty(offset, one -> one.author().equals(viewer), false);
    }

    /// What a message answers, or the message that an event pins.
    private static JsonNode replyOf(JsonNode event) {
        JsonNode message = event.path("type").asString("").equals("message") ? event : event.path("target");
        return message.path("replyTo");
    }

    /// The answered message stands before; what hid it may stand before as well.
    private void quote(long offset, String id, JsonNode reply) {
        if (reply.path("excerpt").asString("").isEmpty()) {
            return;
        }
        String message = reply.path("id").asString("");
        Said target = said.get(message);
        String author = target == null ? reply.path("by").asString("") : target.author();
        quoting.add(new Quoting(id, message, author));
        if (removed.contains(message)) {
            empty(offset, one -> one.id().equals(id), true);
        } else if (target != null && target.offset() < clearedAt.getOrDefault(author, -1L)) {
            empty(offset, one -> one.id().equals(id), false);
        }
    }

    private void empty(long offset, Predicate<Quoting> meant, boolean atOnce) {
        quoting.stream().filter(meant).forEach(one -> {
            emptiedFrom.putIfAbsent(one.id(), offset);
            if (atOnce) {
                emptiedAtOnce.add(one.id());
            }
        });
    }

    /// The offset from which on an event must not say what it quotes, or the greatest number.
    long emptiedFrom(String id) {
        return emptiedFrom.getOrDefault(id, Long.MAX_VALUE);
    }

    /// Whether what an event quotes is kept nowhere, for just that message was removed.
    boolean isEmptiedAtOnce(String id) {
        return emptiedAtOnce.contains(id);
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
