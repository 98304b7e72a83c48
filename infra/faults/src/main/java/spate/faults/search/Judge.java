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
                        reading.put(room, joined(sitting, frame, room, join.after(), join.history()));
                    }
                }
                case "left" -> reading.remove(room);
                case "events" -> {
                    Place prev = follows(sitting, reading.get(room), frame);
                    Place position = place(sitting, frame, "position");
                    shown(sitting, room, prev, position, frame.path("events"));
                    reading.put(room, position);
                }
                case "missed" -> {
                    Place prev = follows(sitting, reading.get(room), frame);
                    Place position = place(sitting, frame, "position");
                    check(position.offset() > prev.offset(), sitting, "missed nothing: " + frame);
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
                    log.between(room, place.offset(), Long.MAX_VALUE).isEmpty(),
                    sitting,
                    "stands still at " + place + " of " + room + ", which goes on to " + log.last(room)));
        }
    }

    /// What one SSE stream was told.
    void stretch(Follower.Stretch stretch) {
        Place at = null;
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
                }
                case "missed" -> {
                    Place position = place(stretch, event.data(), "position");
                    check(at != null && at.equals(place(stretch, event.data(), "prev")), stretch, "chain " + event);
                    at = position;
                }
                case "audience", "drain" -> {}
                default -> {
                    Place position = Place.of(event.id());
                    if (at == null) {
                        check(false, stretch, "an event before joined: " + event);
                    } else if (inHistory && position.offset() <= at.offset()) {
                        LogModel.Told told = log.room(stretch.room()).get(position.offset());
                        check(told != null && told.raw().equals(event.raw()), stretch, "history shows " + event);
                    } else {
                        inHistory = false;
                        one(stretch, at, position, event);
                        at = position;
                    }
                }
            }
        }
        if (at != null && !stretch.reader().isEnded()) {
            check(
                    log.between(stretch.room(), at.offset(), Long.MAX_VALUE).isEmpty(),
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

    /// What is stored is what the log has.
    void stored(String what, String room, List<StoredEvent> stored) {
        List<StoredEvent> told = log.events(room).stream()
                .map(event -> new StoredEvent(event.offset(), event.id(), event.raw()))
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

    /// A position from which every replica must be able to go on, because nothing is broken any more.
    void mustRecover(Sitting sitting) {
        for (JsonNode frame : sitting.frames()) {
            if (frame.path("type").asString("").equals("joined")) {
                check(frame.path("recovered").asBoolean(), sitting, "is not recovered from " + frame);
            }
        }
    }

    private Place joined(Sitting sitting, JsonNode frame, String room, @Nullable String after, int history) {
        Place position = place(sitting, frame, "position");
        boolean recovered = frame.path("recovered").asBoolean();
        recovered(sitting, room, after, position, recovered);
        JsonNode shown = frame.path("history");
        if (recovered) {
            check(shown.isEmpty(), sitting, "recovered with history");
            return position;
        }
        check(shown.size() <= history, sitting, "asked for " + history + " and got " + shown.size());
        List<LogModel.Told> all = log.between(room, -1, position.offset());
        same(sitting, "history", all.subList(Math.max(0, all.size() - shown.size()), all.size()), shown);
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
        var skipped = log.between(room, from.offset(), position.offset());
        var again = log.between(room, position.offset(), from.offset());
        check(skipped.isEmpty(), who, "recovered from " + after + " at " + position + " without " + offsets(skipped));
        check(again.isEmpty(), who, "recovered from " + after + " at " + position + ", doubles " + offsets(again));
    }

    private Place follows(Object who, @Nullable Place at, JsonNode frame) {
        Place prev = place(who, frame, "prev");
        check(at != null && at.equals(prev), who, "the chain breaks: " + prev + " after " + at);
        return prev;
    }

    private void shown(Object who, String room, Place prev, Place position, JsonNode events) {
        check(!events.isEmpty() || position.offset() >= prev.offset(), who, "a frame of nothing");
        same(
                who,
                "(" + prev + ", " + position + "] of " + room,
                log.between(room, prev.offset(), position.offset()),
                events);
    }

    private void one(Follower.Stretch who, Place prev, Place position, SseReader.Event event) {
        List<LogModel.Told> told = log.between(who.room(), prev.offset(), position.offset());
        check(
                told.size() == 1
                        && told.getFirst().offset() == position.offset()
                        && told.getFirst().raw().equals(event.raw()),
                who,
                "after " + prev + " came " + position + ", the log has " + offsets(told)
                        + "; it asked for what is after " + who.after() + " and got " + trail(who, event));
    }

    private void same(Object who, String where, List<LogModel.Told> told, JsonNode shown) {
        List<JsonNode> got = shown.valueStream().toList();
        boolean same = got.size() == told.size();
        for (int n = 0; same && n < got.size(); n++) {
            same = got.get(n).equals(told.get(n).json());
        }
        if (!same) {
            check(
                    false,
                    who,
                    "%s: shown are %s, the log has %s"
                            .formatted(
                                    where,
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
