package spate.stream.figures;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.figures.Step;
import spate.rooms.figures.ViewerSketch;
import spate.rooms.log.Parsed;
import spate.stream.figures.StepCounts.Doer;
import spate.stream.figures.StepCounts.Doings;
import spate.stream.figures.StepCounts.Place;
import spate.stream.figures.StepCounts.Tapped;

/// Adds events to the figures within the transaction that stores them: what is stored is counted, once. Thread-safe.
public final class FigureRows {

    /// Rows of one statement; the most placeholders of a row are eleven.
    private static final int ROWS_MAX = 1_000;

    /// Rows that are looked up at once: their conditions are joined by OR, which MySQL plans each for itself.
    private static final int LOOK_UPS_MAX = 200;

    private static final String FINEST = String.valueOf(Step.FINEST.seconds());
    private static final String ADD =
            "INSERT INTO room_steps (room_id,step,at,messages,reactions,donations,donated,removed,timeouts,bans,clears)"
                    + " VALUES ";
    private static final String ADD_ROW = "(?," + FINEST + ",?,?,?,?,?,?,?,?,?)";
    private static final String ADD_TO = " ON DUPLICATE KEY UPDATE messages = messages + VALUES(messages),"
            + " reactions = reactions + VALUES(reactions), donations = donations + VALUES(donations),"
            + " donated = donated + VALUES(donated), removed = removed + VALUES(removed),"
            + " timeouts = timeouts + VALUES(timeouts), bans = bans + VALUES(bans), clears = clears + VALUES(clears),"
            + " version = version + 1, folded = 0";
    // The rows were just written here: each lock is of a row that is there, never of a gap.
    private static final String SKETCHES = "SELECT room_id, at, sketch FROM room_steps WHERE ";
    private static final String SKETCH_OF = "(room_id = ? AND step = " + FINEST + " AND at = ?)";
    private static final String SKETCH = "INSERT INTO room_steps (room_id,step,at,chatters,sketch) VALUES ";
    private static final String SKETCH_ROW = "(?," + FINEST + ",?,?,?)";
    private static final String SKETCH_TO =
            " ON DUPLICATE KEY UPDATE chatters = VALUES(chatters), sketch = VALUES(sketch)";
    private static final String DID =
            "INSERT INTO room_viewer_hours (room_id,at,viewer_id,messages,donations,donated) VALUES ";
    private static final String DID_ROW = "(?,?,?,?,?,?)";
    private static final String DID_TO = " ON DUPLICATE KEY UPDATE messages = messages + VALUES(messages),"
            + " donations = donations + VALUES(donations), donated = donated + VALUES(donated)";
    private static final String TAPPED = "INSERT INTO room_reactions (room_id,reaction,taps) VALUES ";
    private static final String TAPPED_ROW = "(?,?,?)";
    private static final String TAPPED_TO = " ON DUPLICATE KEY UPDATE taps = taps + VALUES(taps)";

    private final Clock clock;

    FigureRows(Clock clock) {
        this.clock = clock;
    }

    /// Counts events that this transaction stores and no other one did.
    public Mono<Void> count(Connection connection, List<Parsed.Event> stored) {
        var counts = StepCounts.of(stored, clock);
        return steps(connection, counts)
                .then(Mono.defer(() -> sketches(connection, counts)))
                .then(Mono.defer(() -> hours(connection, counts)))
                .then(Mono.defer(() -> taps(connection, counts)));
    }

    private static Mono<Void> steps(Connection connection, StepCounts counts) {
        return inParts(counts.steps().entrySet(), ROWS_MAX, part -> {
            var statement = connection.createStatement(ADD + repeated(ADD_ROW, ",", part.size()) + ADD_TO);
            int at = 0;
            for (var step : part) {
                Tally tally = step.getValue();
                statement
                        .bind(at++, step.getKey().room())
                        .bind(at++, step.getKey().at());
                statement.bind(at++, tally.messages).bind(at++, tally.reactions);
                statement.bind(at++, tally.donations).bind(at++, tally.donated);
                statement.bind(at++, tally.removed).bind(at++, tally.timeouts);
                statement.bind(at++, tally.bans).bind(at++, tally.clears);
            }
            return update(statement);
        });
    }

    private static Mono<Void> sketches(Connection connection, StepCounts counts) {
        var written = counts.steps().entrySet().stream()
                .filter(step -> !step.getValue().chatters.isEmpty())
                .toList();
        return inParts(
                written,
                LOOK_UPS_MAX,
                part -> known(connection, part).flatMap(known -> write(connection, united(part, known))));
    }

    private static Mono<Map<Place, ViewerSketch>> known(Connection connection, List<Map.Entry<Place, Tally>> steps) {
        var statement =
                connection.createStatement(SKETCHES + repeated(SKETCH_OF, " OR ", steps.size()) + " FOR UPDATE");
        int at = 0;
        for (var step : steps) {
            statement.bind(at++, step.getKey().room()).bind(at++, step.getKey().at());
        }
        return Flux.<Result>from(statement.execute())
                .flatMap(result -> result.map(row -> Map.entry(
                        new Place(text(row, "room_id"), number(row, "at")),
                        ViewerSketch.parse(row.get("sketch", byte[].class)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// The sketches that know somebody new.
    private static SortedMap<Place, ViewerSketch> united(
            List<Map.Entry<Place, Tally>> steps, Map<Place, ViewerSketch> known) {
        var changed = new TreeMap<Place, ViewerSketch>();
        for (var step : steps) {
            ViewerSketch before = known.getOrDefault(step.getKey(), ViewerSketch.EMPTY);
            ViewerSketch united = before.unite(ViewerSketch.of(step.getValue().chatters));
            if (!united.equals(before)) {
                changed.put(step.getKey(), united);
            }
        }
        return changed;
    }

    private static Mono<Void> write(Connection connection, SortedMap<Place, ViewerSketch> sketches) {
        if (sketches.isEmpty()) {
            return Mono.empty();
        }
        var statement = connection.createStatement(SKETCH + repeated(SKETCH_ROW, ",", sketches.size()) + SKETCH_TO);
        int at = 0;
        for (var sketch : sketches.entrySet()) {
            statement
                    .bind(at++, sketch.getKey().room())
                    .bind(at++, sketch.getKey().at());
            statement
                    .bind(at++, sketch.getValue().count())
                    .bind(at++, sketch.getValue().bytes());
        }
        return update(statement);
    }

    private static Mono<Void> hours(Connection connection, StepCounts counts) {
        return inParts(counts.hours().entrySet(), ROWS_MAX, part -> {
            var statement = connection.createStatement(DID + repeated(DID_ROW, ",", part.size()) + DID_TO);
            int at = 0;
            for (Map.Entry<Doer, Doings> did : part) {
                Doer doer = did.getKey();
                Doings doings = did.getValue();
                statement.bind(at++, doer.hour().room()).bind(at++, doer.hour().at());
                statement.bind(at++, doer.viewer()).bind(at++, doings.messages());
                statement.bind(at++, doings.donations()).bind(at++, doings.donated());
            }
            return update(statement);
        });
    }

    private static Mono<Void> taps(Connection connection, StepCounts counts) {
        return inParts(counts.taps().entrySet(), ROWS_MAX, part -> {
            var statement = connection.createStatement(TAPPED + repeated(TAPPED_ROW, ",", part.size()) + TAPPED_TO);
            int at = 0;
            for (Map.Entry<Tapped, Long> tapped : part) {
                statement.bind(at++, tapped.getKey().room());
                statement.bind(at++, tapped.getKey().reaction()).bind(at++, tapped.getValue());
            }
            return update(statement);
        });
    }

    static <T> Mono<Void> inParts(Collection<T> all, int partMax, Function<List<T>, Mono<Void>> write) {
        return Flux.fromIterable(all).buffer(partMax).concatMap(write).then();
    }

    static Mono<Void> update(Statement statement) {
        return Flux.<Result>from(statement.execute())
                .flatMap(Result::getRowsUpdated)
                .then();
    }

    static String repeated(String group, String between, int times) {
        return String.join(between, Collections.nCopies(times, group));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Number.class), column).longValue();
    }
}
