package spate.faults.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spate.testing.SseReader;
import tools.jackson.databind.JsonNode;

/// Compares what came to viewers with the model of the log. Each broken promise is a line.
final class Judge {

    private static final int TRAIL = 8;

    private final LogModel log;
    private final List<String> broken = new ArrayList<>();
    /// Event id of each key that was acknowledged, over all sessions and replicas.
    private final Map<String, String> acknowledged = new HashMap<>();
    private @Nullable String epoch;
    private int recoveries;

    Judge(LogModel log) {
        this.log = log;
    }

    List<String> broken() {
        return broken;
    }

    /// How many sessions went on where they had been.
    int recoveries() {
        return recoveries;
    }

    /// Whether a broken promise is one that time may heal: somebody has not seen the end yet.
    static boolean isStandstill(String line) {
        return line.contains("stands still");
    }

    /// What one WebSocket session was told.
    void sitting(Sitting sitting) {
        var reading = new HashMap<String, Place>();
        var known = new HashMap<String, Long>();
        int answered = 0;
        for (JsonNode frame : sitting.frames()) {
            int re = frame.path("re").asInt(0);
            if (re != 0) {
                check(re > answered, sitting, "answers " + re + " after " + answered);
                answered = re;
            }
            String room = frame.path("room").asString("");
            switch (frame.path("type").asString("")) {
                case "joined" -> {
                    if (sitting.asked(re) instanceof Sitting.Asked.Join join) {
                        reading.put(room, joined(sitting, frame, room, join));
                        known.put(room, Math.max(join.known(), reading.get(room).offset()));
                    }
                }
                case "left" -> reading.remove(room);
                case "events" -> {
                    Place prev = follows(sitting, reading.get(room), frame);
                    Place position = place(sitting, frame, "position");
                    long upTo = Math.max(known.getOrDefault(room, -1L), position.offset());
                    known.put(room, upTo);
                    shown(sitting, room, upTo, prev, position, frame.path("events"));
                    reading.put(room, position);
                }
                case "missed" -> {
                    Place prev = follows(sitting, reading.get(room), frame);
                    Place position = place(sitting, frame, "position");
                    check(position.offset() > prev.offset(), sitting, "missed nothing: " + frame);
                    known.merge(room, position.offset(), Math::max);
                    reading.put(room, position);
                }
                case "posted" -> {
                    if (sitting.asked(re) instanceof Sitting.Asked.Post post) {
                        posted(sitting, frame, post);
                    }
                }
                default -> {}
            }
        }
        if (sitting.isOpen()) {
            reading.forEach((room, place) -> check(
                    visible(room, place.offset(), Long.MAX_VALUE).isEmpty(),
                    sitting,
                    "stands still at " + place + " of " + room + ", which goes on to " + log.last(room)));
        }
    }

    /// What one SSE stream was told.
    void stretch(Follower.Stretch stretch) {
        Place at = null;
        long known = stretch.known();
        boolean inHistory = false;
        for (SseReader.Event event : stretch.reader().events()) {
            switch (event.type()) {
                case "joined" -> {
                    Place position = place(stretch, event.data(), "position");
                    boolean recovered = event.data().path("recovered").asBoolean();
                    recovered(stretch, stretch.room(), stretch.after(), position, recovered);
                    // Without a position of its own, the history follows as ordinary events up to it.
                    inHistory = event.id().isEmpty();
                    at = position;
                    known = Math.max(known, position.offset());
                }
                case "missed" -> {
                    Place position = place(stretch, event.data(), "position");
                    check(at != null && at.equals(place(stretch, event.data(), "prev")), stretch, "chain " + event);
                    at = position;
                    known = Math.max(known, position.offset());
                }
                case "audience", "drain" -> {}
                default -> {
                    Place position = Place.of(event.id());
                    if (at == null) {
                        check(false, stretch, "an event before joined: " + event);
                    } else if (inHistory && position.offset() <= at.offset()) {
                        LogModel.Told told = log.room(stretch.room()).get(position.offset());
                        check(
                                told != null && isShownAs(stretch.room(), told, known, event.raw()),
                                stretch,
                                "history shows " + event);
                        unhidden(stretch, stretch.room(), known, told);
                    } else {
                        inHistory = false;
                        known = Math.max(known, position.offset());
                        one(stretch, known, at, position, event);
                        at = position;
                    }
                }
            }
        }
        if (at != null && !stretch.reader().isEnded()) {
            check(
                    visible(stretch.room(), at.offset(), Long.MAX_VALUE).isEmpty(),
                    stretch,
                    "stands still at " + at + ", the room goes on to " + log.last(stretch.room()));
        }
    }

    /// Everything that was acknowledged is in the log, and everything that was sent is there once at most.
    void sent(Map<String, Watcher.Sent> sent) {
        for (Watcher.Sent message : sent.values()) {
            String id = acknowledged.get(message.key());
            List<LogModel.Told> found = log.events(message.room()).stream()
                    .filter(told -> told.json().path("text").asString("").equals(message.text()))
                    .toList();
            check(found.size() <= 1, message, "stands in the log " + found.size() + " times, under ids of its own");
            check(
                    id == null || (found.size() == 1 && found.getFirst().id().equals(id)),
                    message,
                    "was acknowledged as " + id + ", the log has " + found);
        }
    }

    /// What is stored is what the log has. The texts that moderators hid may be there or not, and what replies quote
    /// of them, but for those of removed messages, which must not.
    void stored(String what, String room, List<StoredEvent> all) {
        List<StoredEvent> stored = new ArrayList<>(all.size());
        for (StoredEvent event : all) {
            boolean isHidden = log.hiddenFrom(room, event.id()) != Long.MAX_VALUE;
            check(
                    !log.isRemoved(room, event.id()) || event.body().isEmpty(),
                    what + " of " + room,
                    "keeps the text of the removed message " + event);
            stored.add(isHidden ? new StoredEvent(event.offset(), event.id(), "") : normal(what, room, event));
        }
        List<StoredEvent> told = log.events(room).stream()
                .map(event -> new StoredEvent(
                        event.offset(),
                        event.id(),
                        log.isHidden(room, event, Long.MAX_VALUE - 1)
                                ? ""
                                : log.as(room, event, Long.MAX_VALUE - 1).raw()))
                .toList();
        if (stored.equals(told)) {
            return;
        }
        int at = 0;
        while (at < Math.min(stored.size(), told.size()) && stored.get(at).equals(told.get(at))) {
            at++;
        }
        broken.add("%s of %s has %d events, the log %d; the first difference is at %d: %s instead of %s"
                .formatted(
                        what,
                        room,
                        stored.size(),
                        told.size(),
                        at,
                        at < stored.size() ? stored.get(at) : "nothing",
                        at < told.size() ? told.get(at) : "nothing"));
    }

    /// A stored event without the words that it quotes, where these may still be there.
    private StoredEvent normal(String what, String room, StoredEvent event) {
        LogModel.Told told = log.room(room).get(event.offset());
        if (told == null || !told.raw().equals(event.body()) || log.emptiedFrom(room, told.id()) == Long.MAX_VALUE) {
            return event;
        }
        check(!log.isEmptiedAtOnce(room, told.id()), what + " of " + room, "keeps what the reply " + event + " quotes");
        return new StoredEvent(event.offset(), event.id(), told.emptied().raw());
    }

    /// A position from which every replica must be able to go on, because nothing is broken any more.
    void mustRecover(Sitting sitting) {
        for (JsonNode frame : sitting.frames()) {
            if (frame.path("type").asString("").equals("joined")) {
                check(frame.path("recovered").asBoolean(), sitting, "is not recovered from " + frame);
            }
        }
    }

    private Place joined(Sitting sitting, JsonNode frame, String room, Sitting.Asked.Join join) {
        Place position = place(sitting, frame, "position");
        long known = Math.max(join.known(), position.offset());
        boolean recovered = frame.path("recovered").asBoolean();
        recovered(sitting, room, join.after(), position, recovered);
        String pinned = frame.path("pinned").path("id").asString("");
        check(log.hiddenFrom(room, pinned) > known, sitting, "shows the hidden message " + pinned + " as pinned");
        String quoted = frame.path("pinned").path("replyTo").path("excerpt").asString("");
        check(
                quoted.isEmpty() || log.emptiedFrom(room, pinned) > known,
                sitting,
                "shows " + pinned + " as pinned with the hidden words " + quoted);
        JsonNode shown = frame.path("history");
        if (recovered) {
            check(shown.isEmpty(), sitting, "recovered with history");
            return position;
        }
        check(shown.size() <= join.history(), sitting, "asked for " + join.history() + " and got " + shown.size());
        List<LogModel.Told> all = log.between(room, -1, position.offset());
        String first = shown.path(0).path("id").asString("");
        int from = 0;
        while (from < all.size() && !all.get(from).id().equals(first)) {
            from++;
        }
        same(sitting, room, "history", known, all.subList(from, all.size()), shown);
        return position;
    }

    /// `recovered` promises that nothing lies between what the viewer had and where it goes on.
    private void recovered(Object who, String room, @Nullable String after, Place position, boolean recovered) {
        if (!recovered) {
            return;
        }
        recoveries++;
        if (after == null) {
            check(false, who, "recovered from nothing");
            return;
        }
        Place from = Place.of(after);
        check(from.epoch().equals(position.epoch()), who, "recovered over epochs " + after + " " + position);
        var skipped = visible(room, from.offset(), position.offset());
        var again = visible(room, position.offset(), from.offset());
        check(skipped.isEmpty(), who, "recovered from " + after + " at " + position + " without " + offsets(skipped));
        check(again.isEmpty(), who, "recovered from " + after + " at " + position + ", doubles " + offsets(again));
    }

    private Place follows(Object who, @Nullable Place at, JsonNode frame) {
        Place prev = place(who, frame, "prev");
        check(at != null && at.equals(prev), who, "the chain breaks: " + prev + " after " + at);
        return prev;
    }

    private void shown(Object who, String room, long known, Place prev, Place position, JsonNode events) {
        check(!events.isEmpty() || position.offset() >= prev.offset(), who, "a frame of nothing");
        same(
                who,
                room,
                "(" + prev + ", " + position + "] of " + room,
                known,
                log.between(room, prev.offset(), position.offset()),
                events);
    }

    private List<LogModel.Told> visible(String room, long after, long upTo) {
        return log.shown(room, log.between(room, after, upTo));
    }

    private void unhidden(Object who, String room, long known, LogModel.@Nullable Told told) {
        check(
                told == null || !log.isHidden(room, told, known),
                who,
                told + " is shown, which is hidden from " + (told == null ? "" : log.hiddenFrom(room, told.id()))
                        + " on; the replica had read up to " + known);
    }

    /// Of what lies between two events only what is hidden may be left out.
    private void one(Follower.Stretch who, long known, Place prev, Place position, SseReader.Event event) {
        List<LogModel.Told> told = log.between(who.room(), prev.offset(), position.offset());
        LogModel.@Nullable Told last = told.isEmpty() ? null : told.getLast();
        unhidden(who, who.room(), known, last);
        check(
                last != null
                        && log.shown(who.room(), told.subList(0, told.size() - 1))
                                .isEmpty()
                        && last.offset() == position.offset()
                        && isShownAs(who.room(), last, known, event.raw()),
                who,
                "after " + prev + " came " + position + " " + event.raw() + ", the log has " + offsets(told) + " "
                        + (last == null ? "" : last.raw()) + "; it asked for what is after " + who.after() + " and got "
                        + trail(who, event));
    }

    private boolean isShownAs(String room, LogModel.Told told, long known, String raw) {
        return log.mayBe(room, told, known, shown -> shown.raw().equals(raw));
    }

    /// What is shown is what the log has, but for what is hidden sooner or later, and what is quoted of that: a
    /// replica may know of it or not. What was hidden when it had read up to `known` must not be among it.
    private void same(Object who, String room, String where, long known, List<LogModel.Told> told, JsonNode shown) {
        List<JsonNode> got = shown.valueStream().toList();
        int at = 0;
        boolean same = true;
        String differs = "";
        for (LogModel.Told next : told) {
            JsonNode found = at < got.size() ? got.get(at) : null;
            if (found != null && log.mayBe(room, next, known, one -> one.json().equals(found))) {
                unhidden(who, room, known, next);
                at++;
            } else if (!log.isHidden(room, next, Long.MAX_VALUE - 1)) {
                same = false;
                differs = differs.isEmpty() ? next.raw() + " is " + found : differs;
            }
        }
        if (same && at < got.size()) {
            String id = got.get(at).path("id").asString("");
            differs = got.get(at) + " hidden from " + log.hiddenFrom(room, id) + ", without words from "
                    + log.emptiedFrom(room, id) + ", known " + known;
        }
        if (!same || at < got.size()) {
            check(
                    false,
                    who,
                    "%s: %s; shown are %s, the log has %s"
                            .formatted(
                                    where,
                                    differs,
                                    got.stream().map(Judge::brief).toList(),
                                    told.stream()
                                            .map(t -> t.offset() + "=" + brief(t.json()))
                                            .toList()));
        }
    }

    private void posted(Object who, JsonNode frame, Sitting.Asked.Post post) {
        String event = frame.path("event").asString("");
        Place position = place(who, frame, "position");
        String before = acknowledged.putIfAbsent(post.key(), event);
        check(before == null || before.equals(event), who, post.key() + " was " + before + " and is " + event);
        check(
                Objects.equals(log.idAt(post.room(), position.offset()), event),
                who,
                post.key() + " was acknowledged at " + position + ", where the log has "
                        + log.idAt(post.room(), position.offset()) + " instead of " + event);
    }

    private Place place(Object who, JsonNode frame, String field) {
        Place place = Place.of(frame.path(field).asString(""));
        if (epoch == null) {
            epoch = place.epoch();
        }
        check(place.epoch().equals(epoch), who, "a position of another log: " + frame);
        return place;
    }

    private void check(boolean holds, Object who, String what) {
        if (!holds) {
            broken.add(who + ": " + (what.length() > 2_000 ? what.substring(0, 2_000) + " …" : what));
        }
    }

    /// What came on a stream up to an event, in short.
    private static List<String> trail(Follower.Stretch stretch, SseReader.Event last) {
        List<SseReader.Event> events = stretch.reader().events();
        int end = events.indexOf(last) + 1;
        return events.subList(Math.max(0, end - TRAIL), end).stream()
                .map(event -> event.type().equals("joined") || event.type().equals("missed")
                        ? event.type() + " " + event.id() + " " + event.raw()
                        : event.type() + " " + event.id())
                .toList();
    }

    private static String brief(JsonNode event) {
        return event.path("id").asString("?").substring(0, 4) + " "
                + event.path("type").asString("");
    }

    private static List<Long> offsets(List<LogModel.Told> told) {
        return told.stream().map(LogModel.Told::offset).toList();
    }
}
