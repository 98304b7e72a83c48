package spate.stream.figures;

import static spate.stream.figures.FigureRows.number;
import static spate.stream.figures.FigureRows.repeated;
import static spate.stream.figures.FigureRows.text;
import static spate.stream.figures.FigureRows.update;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.figures.Step;
import spate.rooms.figures.ViewerSketch;
import spate.stream.figures.StepCounts.Place;

/// Folds the steps that changed into coarser ones, one replica at a time. A coarser step is written whole from all
/// finer ones, so folding again changes nothing; what changes while it is folded is folded again. What a step has been
/// told already it never loses, even where finer steps are gone that it was folded from. Thread-safe.
final class FoldRows {

    /// Steps that are folded in one transaction; each coarser one has at most twelve finer ones.
    static final int STEPS_MAX = 250;

    /// Free for whoever comes first; who comes second need not wait.
    private static final String TURN = "SELECT name FROM leases WHERE name = 'figures' FOR UPDATE SKIP LOCKED";

    private static final String CHANGED =
            "SELECT room_id, at FROM room_steps WHERE folded = 0 AND step = ? ORDER BY at" + " LIMIT " + STEPS_MAX;
    private static final String COLUMNS = "room_id, at, messages, reactions, donations, donated, removed, timeouts,"
            + " bans, clears, viewers, peak, joins, leaves, sketch, version";
    private static final String WITHIN = "(room_id = ? AND step = ? AND at >= ? AND at < ?)";
    private static final String EXACTLY = "(room_id = ? AND step = ? AND at = ?)";
    private static final String WRITE = "INSERT INTO room_steps (room_id,step,at,messages,reactions,donations,donated,"
            + "removed,timeouts,bans,clears,viewers,peak,joins,leaves,chatters,sketch,folded) VALUES ";
    private static final String WRITE_ROW = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    private static final String WRITE_TO = " ON DUPLICATE KEY UPDATE "
            + greatest(
                    "messages",
                    "reactions",
                    "donations",
                    "donated",
                    "removed",
                    "timeouts",
                    "bans",
                    "clears",
                    "peak",
                    "joins",
                    "leaves")
            + " viewers = IF(VALUES(viewers) > 0, VALUES(viewers), viewers), chatters = VALUES(chatters),"
            + " sketch = VALUES(sketch), version = version + 1, folded = VALUES(folded)";
    private static final String FOLDED = "INSERT INTO room_steps (room_id,step,at,version,folded) VALUES ";
    private static final String FOLDED_ROW = "(?,?,?,?,1)";
    private static final String FOLDED_TO =
            " ON DUPLICATE KEY UPDATE folded = IF(version = VALUES(version), 1, folded)";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    FoldRows(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /// Folds the steps that changed longest ago.
    ///
    /// @return how many steps had changed, at most [#STEPS_MAX]; 0 where another replica folds just now
    Mono<Integer> fold(Step finer, Step coarser) {
        return database.inConnection(connection -> changed(connection, finer)
                        .flatMap(changed -> changed.isEmpty()
                                ? Mono.just(0)
                                : fold(connection, finer, coarser, changed).thenReturn(changed.size())))
                .as(transaction::transactional);
    }

    private static Mono<List<Place>> changed(Connection connection, Step finer) {
        var turn = Flux.<Result>from(connection.createStatement(TURN).execute())
                .flatMap(result -> result.map(row -> text(row, "name")))
                .collectList();
        var changed = Flux.defer(() -> connection
                        .createStatement(CHANGED)
                        .bind(0, finer.seconds())
                        .execute())
                .flatMap(result -> result.map(row -> new Place(text(row, "room_id"), number(row, "at"))))
                .collectList();
        return turn.flatMap(mine -> mine.isEmpty() ? Mono.just(List.of()) : changed);
    }

    private static Mono<Void> fold(Connection connection, Step finer, Step coarser, List<Place> changed) {
        var places = changed.stream()
                .map(place -> StepFold.place(place, coarser))
                .collect(Collectors.toCollection(TreeSet::new));
        return Mono.zip(
                        within(connection, finer, coarser, places),
                        Mono.defer(() -> known(connection, coarser, places)))
                .flatMap(read -> {
                    List<StepFigures> folded = StepFold.of(read.getT1(), coarser);
                    return write(connection, coarser, folded, read.getT2())
                            .then(Mono.defer(() -> mark(connection, finer, read.getT1())));
                });
    }

    private static Mono<List<StepFigures>> within(
            Connection connection, Step finer, Step coarser, SortedSet<Place> places) {
        var statement = connection.createStatement("SELECT " + COLUMNS + " FROM room_steps WHERE "
                + repeated(WITHIN, " OR ", places.size()) + " ORDER BY room_id, at");
        int at = 0;
        for (Place place : places) {
            statement.bind(at++, place.room()).bind(at++, finer.seconds());
            statement.bind(at++, place.at()).bind(at++, place.at() + coarser.millis());
        }
        return Flux.<Result>from(statement.execute())
                .flatMap(result -> result.map(FoldRows::figures))
                .collectList();
    }

    private static Mono<Map<Place, ViewerSketch>> known(Connection connection, Step coarser, SortedSet<Place> places) {
        var statement = connection.createStatement(
                "SELECT room_id, at, sketch FROM room_steps WHERE " + repeated(EXACTLY, " OR ", places.size()));
        int at = 0;
        for (Place place : places) {
            statement.bind(at++, place.room()).bind(at++, coarser.seconds()).bind(at++, place.at());
        }
        return Flux.<Result>from(statement.execute())
                .flatMap(result -> result.map(row -> Map.entry(
                        new Place(text(row, "room_id"), number(row, "at")),
                        ViewerSketch.parse(row.get("sketch", byte[].class)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Mono<Void> write(
            Connection connection, Step coarser, List<StepFigures> folded, Map<Place, ViewerSketch> known) {
        var statement = connection.createStatement(WRITE + repeated(WRITE_ROW, ",", folded.size()) + WRITE_TO);
        int at = 0;
        for (StepFigures step : folded) {
            var sketch = step.sketch().unite(known.getOrDefault(step.place(), ViewerSketch.EMPTY));
            statement.bind(at++, step.place().room()).bind(at++, coarser.seconds());
            statement.bind(at++, step.place().at()).bind(at++, step.messages());
            statement.bind(at++, step.reactions()).bind(at++, step.donations());
            statement.bind(at++, step.donated()).bind(at++, step.removed());
            statement.bind(at++, step.timeouts()).bind(at++, step.bans());
            statement.bind(at++, step.clears()).bind(at++, step.viewers());
            statement.bind(at++, step.peak()).bind(at++, step.joins());
            statement.bind(at++, step.leaves()).bind(at++, sketch.count());
            statement.bind(at++, sketch.bytes());
            // The coarsest has nothing to be folded into.
            statement.bind(at++, coarser.coarser().isPresent() ? 0 : 1);
        }
        return update(statement);
    }

    private static Mono<Void> mark(Connection connection, Step finer, List<StepFigures> read) {
        return FigureRows.inParts(read, STEPS_MAX, part -> {
            var statement = connection.createStatement(FOLDED + repeated(FOLDED_ROW, ",", part.size()) + FOLDED_TO);
            int at = 0;
            for (StepFigures step : part) {
                statement.bind(at++, step.place().room()).bind(at++, finer.seconds());
                statement.bind(at++, step.place().at()).bind(at++, step.version());
            }
            return update(statement);
        });
    }

    private static StepFigures figures(Readable row) {
        return new StepFigures(
                new Place(text(row, "room_id"), number(row, "at")),
                number(row, "messages"),
                number(row, "reactions"),
                number(row, "donations"),
                number(row, "donated"),
                number(row, "removed"),
                number(row, "timeouts"),
                number(row, "bans"),
                number(row, "clears"),
                number(row, "viewers"),
                number(row, "peak"),
                number(row, "joins"),
                number(row, "leaves"),
                ViewerSketch.parse(row.get("sketch", byte[].class)),
                number(row, "version"));
    }

    private static String greatest(String... columns) {
        List<String> all = new ArrayList<>();
        for (String column : columns) {
            all.add(column + " = GREATEST(" + column + ", VALUES(" + column + ")),");
        }
        return String.join(" ", all);
    }
}
