package spate.rooms.room;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.EventJson;
import spate.protocol.event.Quote;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.RoomPolicy;

/// What moderators hid of a room since its tail begins, so that nothing of it comes back with what is looked up
/// elsewhere. What they hid before that, the archive has applied to everything that it calls complete. As many
/// marks as there are such events in the tail, and some that were: replies to what was removed may come late. For one
/// thread.
final class Hiding {

    /// Marks that are kept though they stand before the tail.
    private static final int KEPT = 64;

    /// Late replies that are remembered; the oldest are forgotten first.
    private static final int LATE_MAX = 256;

    private final ArrayDeque<HidingMark> marks = new ArrayDeque<>();
    private final Map<String, Long> messages = new HashMap<>();
    private final Map<String, Long> viewers = new HashMap<>();
    /// Replies that stand behind what hid the words they quote, so that a stretch from between the two does not say it.
    private final Set<String> late = new LinkedHashSet<>();

    private long knownAfter;

    /// @param knownAfter offset after which every mark will be added
    Hiding(long knownAfter) {
        this.knownAfter = knownAfter;
    }

    /// Offset after which everything that hides something is known here.
    long knownAfter() {
        return knownAfter;
    }

    /// Remembers a mark, and forgets the oldest that stand before the tail.
    ///
    /// @param covered offset after which the tail has everything
    void add(HidingMark mark, long covered) {
        forget(covered);
        marks.addLast(mark);
        of(mark).put(mark.hidden(), mark.offset());
    }

    private void forget(long covered) {
        while (marks.size() > KEPT && marks.getFirst().offset() <= covered) {
            HidingMark oldest = marks.removeFirst();
            knownAfter = Math.max(knownAfter, oldest.offset());
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
        List<LogEvent> kept = new Stretch(events).shown(policy);
        if (!marks.isEmpty()) {
            kept.removeIf(this::hides);
            kept.replaceAll(event -> quotesHidden(event) ? event.withoutQuote() : event);
        }
        return kept;
    }

    /// An event that comes behind all marks, without the words that it quotes where one of them hid these: it was
    /// accepted where that was not known yet. What a viewer wrote since the offset `covered` is among
    /// what is `held`.
    LogEvent withoutHiddenWords(LogEvent event, long covered, Function<String, @Nullable LogEvent> held) {
        Quote quote = marks.isEmpty() ? null : event.quote();
        if (quote == null || !isHidden(event, quote, covered, held)) {
            return event;
        }
        late.add(event.id());
        if (late.size() > LATE_MAX) {
            late.remove(late.iterator().next());
        }
        return event.withoutQuote();
    }

    private boolean isHidden(LogEvent event, Quote quote, long covered, Function<String, @Nullable LogEvent> held) {
        if (messages.containsKey(quote.message())) {
            return true;
        }
        Long cleared = quote.author() == null ? null : viewers.get(quote.author());
        if (cleared == null) {
            return false;
        }
        if (event.quotedAt() != null) {
            return event.quotedAt() < cleared;
        }
        // Whoever accepted it did not say as of when.
        if (cleared < covered) {
            return false;
        }
        LogEvent target = held.apply(quote.message());
        return target == null || target.offset() < cleared;
    }

    private boolean quotesHidden(LogEvent event) {
        Quote quote = event.quote();
        return quote != null
                && (messages.containsKey(quote.message())
                        || isBefore(event, quote.author())
                        || isLate(event, quote)
                        || late.contains(event.id()));
    }

    /// Whether what hid the words stands between where they were shown and the reply.
    private boolean isLate(LogEvent event, Quote quote) {
        Long cleared = quote.author() == null ? null : viewers.get(quote.author());
        return cleared != null && event.quotedAt() != null && event.quotedAt() < cleared;
    }

    private boolean hides(LogEvent event) {
        return switch (event.type()) {
            case "message" ->
                messages.containsKey(event.id()) || (!viewers.isEmpty() && isBefore(event, author(event)));
            case "donation" -> messages.containsKey(event.id());
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
