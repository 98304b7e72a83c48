package spate.stream.archive;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.Author;
import spate.protocol.event.RoomEvent;
import spate.rooms.figures.Step;
import spate.rooms.log.LogEntry;
import spate.rooms.log.Parsed;
import spate.testing.TestScope;

/// Events of one partition, and what the figures must make of them, counted without any of the code that counts.
final class FigureModel {

    static final int PARTITION = 9;

    final List<Parsed.Event> events = new ArrayList<>();

    private FigureModel() {}

    /// Events of some hours up to a time, some of them twice, in offsets with holes.
    static FigureModel random(Random random, List<RoomId> rooms, int count, long now) {
        var model = new FigureModel();
        long offset = 0;
        for (int i = 0; i < count; i++) {
            RoomId room = rooms.get(random.nextInt(rooms.size()));
            long at = now - random.nextLong(2 * 3_600_000L);
            LogEntry entry = random.nextInt(8) == 0 && !model.events.isEmpty()
                    ? model.events.get(random.nextInt(model.events.size())).entry()
                    : entry(random, room, at);
            offset += 1 + random.nextInt(2);
            model.events.add(new Parsed.Event(entry, PARTITION, offset));
        }
        return model;
    }

    private static LogEntry entry(Random random, RoomId room, long at) {
        String id = EventId.random().value();
        String viewer = "viewer-" + random.nextInt(40);
        var by = new Author(viewer, viewer, "viewer", "#2f7fd1", List.of());
        RoomEvent event = switch (random.nextInt(10)) {
            case 0 -> new RoomEvent.Reactions(id, at, Map.of("👍", 1L + random.nextInt(50), "❤️", 2L));
            case 1 -> new RoomEvent.Donation(id, at, by, 1_000L * random.nextInt(9), "KRW", 1, "응원");
            case 2 -> new RoomEvent.Removed(id, at, EventId.random().value(), by);
            case 3 -> new RoomEvent.Cleared(id, at, "somebody", "ban", by, null, 1L);
            default -> new RoomEvent.Message(id, at, by, "안녕", null);
        };
        return LogEntry.of(room, event, viewer);
    }

    /// The events in pieces as a replica would read them.
    List<Slice> slices(Random random) {
        List<Slice> slices = new ArrayList<>();
        long from = 0;
        int next = 0;
        while (next < events.size()) {
            int to = Math.min(events.size(), next + 1 + random.nextInt(100));
            long end = events.get(to - 1).offset() + 1;
            slices.add(new Slice(List.of(new Piece(PARTITION, from, end, events.subList(next, to)))));
            from = end;
            next = to;
        }
        return slices;
    }

    /// One line for each step of each room: room, begin, messages, chatters, taps, donations, donated, removed, bans.
    List<String> steps(Step step) {
        var sums = new TreeMap<String, long[]>();
        var chatters = new TreeMap<String, Set<String>>();
        for (LogEntry entry : once()) {
            String place = entry.room() + " " + entry.at() / step.millis() * step.millis();
            long[] sum = sums.computeIfAbsent(place, _ -> new long[6]);
            switch (spate.protocol.event.EventJson.decode(entry.body())) {
                case RoomEvent.Message message -> {
                    sum[0]++;
                    chatters.computeIfAbsent(place, _ -> new TreeSet<>())
                            .add(message.by().id());
                }
                case RoomEvent.Reactions taps ->
                    sum[1] += taps.counts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                case RoomEvent.Donation donation -> {
                    sum[2]++;
                    sum[3] += donation.amount();
                }
                case RoomEvent.Removed _ -> sum[4]++;
                case RoomEvent.Cleared _ -> sum[5]++;
                default -> throw new IllegalStateException();
            }
        }
        List<String> lines = new ArrayList<>();
        sums.forEach((place, sum) -> lines.add("%s %d %d %d %d %d %d %d"
                .formatted(
                        place,
                        sum[0],
                        chatters.getOrDefault(place, Set.of()).size(),
                        sum[1],
                        sum[2],
                        sum[3],
                        sum[4],
                        sum[5])));
        return lines;
    }

    /// One line for each viewer of each room: room, viewer, messages, donations, donated.
    List<String> viewers() {
        var sums = new TreeMap<String, long[]>();
        for (LogEntry entry : once()) {
            String place = entry.room() + " " + entry.author();
            switch (spate.protocol.event.EventJson.decode(entry.body())) {
                case RoomEvent.Message _ -> sums.computeIfAbsent(place, _ -> new long[3])[0]++;
                case RoomEvent.Donation donation -> {
                    long[] sum = sums.computeIfAbsent(place, _ -> new long[3]);
                    sum[1]++;
                    sum[2] += donation.amount();
                }
                default -> {
                    // Nothing of a viewer's.
                }
            }
        }
        List<String> lines = new ArrayList<>();
        sums.forEach((place, sum) -> lines.add("%s %d %d %d".formatted(place, sum[0], sum[1], sum[2])));
        return lines;
    }

    private List<LogEntry> once() {
        var seen = new HashSet<String>();
        return events.stream()
                .map(Parsed.Event::entry)
                .filter(entry -> seen.add(entry.room() + " " + entry.id()))
                .toList();
    }

    /// What stands in the tables, in the form of the lines above.
    static List<String> read(TestScope scope, String sql) {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var statement = session.createStatement();
                var found = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (found.next()) {
                lines.add(found.getString(1));
            }
            return lines.stream().sorted().toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
