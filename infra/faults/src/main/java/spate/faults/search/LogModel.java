package spate.faults.search;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every viewer should have seen: the topic, read by a plain consumer, each event where its id stands
/// first, and what moderators hid by the place of their decisions. Shares no code with the services.
final class LogModel {

    private static final String TOPIC = "spate.events";
    /// A header of records that are no events; whoever appends one for a test says so with it.
    static final String POISON = "test-poison";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, NavigableMap<Long, Told>> rooms = new HashMap<>();
    private final Map<String, Map<Long, String>> ids = new HashMap<>();

    private final Map<String, Moderated> moderated = new HashMap<>();

    /// An event as viewers should see it.
    ///
    /// @param json its value, read once
    record Told(long offset, String id, String raw, JsonNode json) {

        /// The same without the words that it quotes.
        Told emptied() {
            JsonNode message = json.path("type").asString("").equals("message") ? json : json.path("target");
            JsonNode excerpt = message.path("replyTo").path("excerpt");
            String rest = raw.replace("\"excerpt\":" + JSON.writeValueAsString(excerpt), "\"excerpt\":\"\"");
            return new Told(offset, id, rest, JSON.readTree(rest));
        }
    }

    private LogModel() {}

    /// Reads everything from the given offsets to where the topic ends now.
    static LogModel read(String kafka, Map<TopicPartition, Long> from) {
        var model = new LogModel();
        try (var consumer = consumer(kafka)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            var known = new HashSet<String>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> model.take(record, known));
            }
        }
        return model;
    }

    /// Where each partition ends now.
    static Map<TopicPartition, Long> ends(String kafka) {
        try (var consumer = consumer(kafka)) {
            return new HashMap<>(consumer.endOffsets(consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList()));
        }
    }

    /// The room's events in their one order, by offset.
    NavigableMap<Long, Told> room(String room) {
        return rooms.getOrDefault(room, new TreeMap<>());
    }

    /// The events after one offset up to another.
    List<Told> between(String room, long after, long upTo) {
        return upTo <= after
                ? List.of()
                : List.copyOf(room(room).subMap(after, false, upTo, true).values());
    }

    /// Of these events those that nobody hid, ever: whoever reads the room must be shown them.
    List<Told> shown(String room, List<Told> events) {
        return events.stream()
                .filter(told -> !isHidden(room, told, Long.MAX_VALUE - 1))
                .toList();
    }

    /// Whether whoever knows the room up to an offset must not be shown an event.
    boolean isHidden(String room, Told told, long known) {
        return hiddenFrom(room, told.id()) <= known;
    }

    /// As whoever knows the room up to an offset must be shown an event: with the words that it quotes, or without.
    Told as(String room, Told told, long known) {
        return emptiedFrom(room, told.id()) <= known ? told.emptied() : told;
    }

    /// Whether an event may be shown so to whoever knows the room up to an offset: without the words that it quotes
    /// where these are hidden sooner or later, with them only where they are not hidden yet.
    boolean mayBe(String room, Told told, long known, Predicate<Told> shown) {
        long emptied = emptiedFrom(room, told.id());
        return (emptied > known && shown.test(told)) || (emptied < Long.MAX_VALUE && shown.test(told.emptied()));
    }

    /// Where the event stands from which on another one must not say what it quotes, and the greatest number where it
    /// may.
    long emptiedFrom(String room, String id) {
        Moderated of = moderated.get(room);
        return of == null ? Long.MAX_VALUE : of.emptiedFrom(id);
    }

    /// Whether what an event quotes is kept nowhere.
    boolean isEmptiedAtOnce(String room, String id) {
        Moderated of = moderated.get(room);
        return of != null && of.isEmptiedAtOnce(id);
    }

    /// What a page of the history says of each of these events that are shown.
    List<String> history(String room, List<Told> events) {
        return shown(room, events).stream()
                .map(told -> Storage.brief(as(room, told, Long.MAX_VALUE - 1).json()))
                .toList();
    }

    /// Where the event stands that hides another one; its own place where it was void from the beginning, and
    /// the greatest number where nothing hides it.
    long hiddenFrom(String room, String id) {
        Moderated of = moderated.get(room);
        return of == null ? Long.MAX_VALUE : of.hiddenFrom(id);
    }

    /// Whether a moderator removed just this message: its text is kept nowhere then.
    boolean isRemoved(String room, String id) {
        Moderated of = moderated.get(room);
        return of != null && of.isRemoved(id);
    }

    /// How many events of some rooms are hidden in the end.
    long hidden(List<String> some) {
        return some.stream()
                .flatMap(room -> events(room).stream().filter(told -> isHidden(room, told, Long.MAX_VALUE - 1)))
                .count();
    }

    /// Offset of the last event that everybody must have been shown; -1 where there is none.
    long last(String room) {
        List<Told> shown = shown(room, events(room));
        return shown.isEmpty() ? -1 : shown.getLast().offset();
    }

    /// The id of any record of the room, a repeat's too; empty where that offset holds none.
    String idAt(String room, long offset) {
        return ids.getOrDefault(room, Map.of()).getOrDefault(offset, "");
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Set<String> known) {
        if (record.headers().lastHeader(POISON) != null) {
            return;
        }
        String room = new String(record.key(), StandardCharsets.UTF_8);
        String id = new String(record.headers().lastHeader("id").value(), StandardCharsets.UTF_8);
        ids.computeIfAbsent(room, _ -> new HashMap<>()).put(record.offset(), id);
        if (known.add(room + "/" + id)) {
            String raw = new String(record.value(), StandardCharsets.UTF_8);
            var told = new Told(record.offset(), id, raw, JSON.readTree(raw));
            rooms.computeIfAbsent(room, _ -> new TreeMap<>()).put(record.offset(), told);
            moderated.computeIfAbsent(room, _ -> new Moderated()).take(told.offset(), told.json());
        }
    }

    /// All events of the room, in order.
    List<Told> events(String room) {
        return new ArrayList<>(room(room).values());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String kafka) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed", "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
