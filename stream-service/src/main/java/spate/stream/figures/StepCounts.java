package spate.stream.figures;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.figures.Step;
import spate.rooms.log.LogEntry;
import spate.rooms.log.Parsed;

/// What events add to the figures. Each event counts in the step in which it was accepted; what is hidden later stays
/// counted. Sorted, so that whoever writes them locks rows in one order. Plain decision.
///
/// @param steps by room and step of 10 s
/// @param hours who wrote and donated, by room, hour and viewer
/// @param taps by room and reaction
record StepCounts(SortedMap<Place, Tally> steps, SortedMap<Doer, Doings> hours, SortedMap<Tapped, Long> taps) {

    /// What is beyond this ahead of the own clock was accepted by a clock that is wrong.
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    /// No room taps or donates more than this at once; a sum of such cannot overflow.
    private static final long AT_ONCE_MAX = 1_000_000_000_000L;

    private static final int REACTION_LENGTH_MAX = 64;

    /// A step of a room.
    record Place(String room, long at) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::room).thenComparingLong(Place::at);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /// A viewer in an hour of a room.
    record Doer(Place hour, String viewer) implements Comparable<Doer> {

        private static final Comparator<Doer> ORDER =
                Comparator.comparing(Doer::hour).thenComparing(Doer::viewer);

        @Override
        public int compareTo(Doer other) {
            return ORDER.compare(this, other);
        }
    }

    /// What a viewer did there.
    record Doings(long messages, long donations, long donated) {

        Doings plus(Doings other) {
            return new Doings(messages + other.messages, donations + other.donations, donated + other.donated);
        }
    }

    /// A reaction in a room.
    record Tapped(String room, String reaction) implements Comparable<Tapped> {

        private static final Comparator<Tapped> ORDER =
                Comparator.comparing(Tapped::room).thenComparing(Tapped::reaction);

        @Override
        public int compareTo(Tapped other) {
            return ORDER.compare(this, other);
        }
    }

    /// What these events add, each of them once.
    static StepCounts of(List<Parsed.Event> events, Clock clock) {
        var counts = new StepCounts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        long now = clock.millis();
        for (Parsed.Event event : events) {
            long at = event.entry().at() > now + AHEAD_MAX.toMillis()
                    ? now
                    : event.entry().at();
            counts.add(event.entry(), at);
        }
        return counts;
    }

    private void add(LogEntry entry, long at) {
        switch (entry.type()) {
            case "message" -> message(entry, at);
            case "reactions", "donation", "removed", "cleared" -> decoded(entry, at);
            default -> {
                // Nothing that anybody asks figures of.
            }
        }
    }

    private void message(LogEntry entry, long at) {
        Tally tally = step(entry, at);
        tally.messages++;
        String author = entry.author();
        if (author != null) {
            tally.chatters.add(author);
            did(entry, at, author, new Doings(1, 0, 0));
        }
    }

    private void decoded(LogEntry entry, long at) {
        switch (decode(entry)) {
            case RoomEvent.Reactions reactions ->
                reactions.counts().forEach((reaction, count) -> tapped(entry, at, reaction, count));
            case RoomEvent.Donation donation -> donation(entry, at, donation);
            case RoomEvent.Removed _ -> step(entry, at).removed++;
            case RoomEvent.Cleared cleared -> cleared(step(entry, at), cleared.reason());
            case null, default -> {
                // A body that is no event counts nothing.
            }
        }
    }

    private void tapped(LogEntry entry, long at, @Nullable String reaction, @Nullable Long count) {
        long times = count == null ? 0 : Math.clamp(count, 0, AT_ONCE_MAX);
        if (times > 0 && reaction != null && !reaction.isBlank() && reaction.length() <= REACTION_LENGTH_MAX) {
            step(entry, at).reactions += times;
            taps.merge(new Tapped(entry.room().value(), reaction), times, Long::sum);
        }
    }

    private void donation(LogEntry entry, long at, RoomEvent.Donation donation) {
        long amount = Math.clamp(donation.amount(), 0, AT_ONCE_MAX);
        Tally tally = step(entry, at);
        tally.donations++;
        tally.donated += amount;
        String author = entry.author();
        if (author != null) {
            did(entry, at, author, new Doings(0, 1, amount));
        }
    }

    private static void cleared(Tally tally, @Nullable String reason) {
        switch (reason) {
            case "timeout" -> tally.timeouts++;
            case "ban" -> tally.bans++;
            case null, default -> tally.clears++;
        }
    }

    private Tally step(LogEntry entry, long at) {
        return steps.computeIfAbsent(new Place(entry.room().value(), Step.FINEST.floor(at)), _ -> new Tally());
    }

    private void did(LogEntry entry, long at, String viewer, Doings doings) {
        var hour = new Place(entry.room().value(), Step.HOUR.floor(at));
        hours.merge(new Doer(hour, viewer), doings, Doings::plus);
    }

    private static @Nullable RoomEvent decode(LogEntry entry) {
        try {
            return EventJson.decode(entry.body());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
