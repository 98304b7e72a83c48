package spate.rooms.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import spate.protocol.event.Quote;
import spate.rooms.policy.RoomPolicy;

/// Events of a room that follow each other, wherever they were read, and what they say themselves of what is shown of
/// them. Used once, by one thread.
final class Stretch {

    private final List<LogEvent> events;
    private final Set<String> removed = new HashSet<>();
    /// By viewer: which of the events hid everything of theirs before it. Offsets do not tell, for those of older
    /// epochs have none.
    private final Map<String, Integer> cleared = new HashMap<>();

    /// @param events in order
    Stretch(List<LogEvent> events) {
        this.events = events;
    }

    /// What is neither hidden by what follows it nor void, without words that replies quote of what is hidden.
    ///
    /// @param policy what is in force before the first
    List<LogEvent> shown(RoomPolicy policy) {
        var kept = new ArrayList<LogEvent>(events.size());
        RoomPolicy asOf = policy;
        for (int at = 0; at < events.size(); at++) {
            LogEvent event = events.get(at);
            if (PolicyChange.isVoid(asOf, event)) {
                continue;
            }
            HidingMark mark = HidingMark.of(event);
            if (mark != null) {
                asOf = PolicyChange.apply(asOf, event);
                mark.takeFrom(kept);
                note(mark, at);
            }
            kept.add(quotesHidden(event, at) ? event.withoutQuote() : event);
        }
        return kept;
    }

    private void note(HidingMark mark, int at) {
        if (mark.isViewer()) {
            cleared.put(mark.hidden(), at);
        } else {
            removed.add(mark.hidden());
        }
    }

    /// Whether what it quotes was hidden before it; not so what its author wrote since.
    private boolean quotesHidden(LogEvent event, int at) {
        Quote quote = removed.isEmpty() && cleared.isEmpty() ? null : event.quote();
        if (quote == null) {
            return false;
        }
        Integer from = quote.author() == null ? null : cleared.get(quote.author());
        return removed.contains(quote.message())
                || (from != null
                        && events.subList(from, at).stream()
                                .noneMatch(each -> each.id().equals(quote.message())));
    }
}
