package spate.stream.figures;

import static spate.stream.figures.FigureRows.number;
import static spate.stream.figures.FigureRows.text;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.figures.Step;
import spate.stream.figures.StepCounts.Place;

/// Lets go of figures that are older than they are kept, and of all but the first of those who wrote or donated in an
/// hour that is over. A few thousand rows at a time; any replica may do it, and again. Thread-safe.
final class FigureSweep {

    /// Of each hour that is over, so many of those who wrote most stay, and as many of those who donated most.
    static final int FIRST_MAX = 100;

    private static final int ROWS_MAX = 5_000;
    private static final int PARTS_MAX = 20;
    private static final int HOURS_MAX = 50;
    /// How late events may be stored and still count for everybody.
    private static final Duration SETTLED = Duration.ofHours(1);
    /// How far back hours are looked for that are too long.
    private static final Duration LOOK_BACK = Duration.ofHours(6);

    private static final String OLD_STEPS =
            "DELETE FROM room_steps WHERE step = :step AND at < :before LIMIT " + ROWS_MAX;
    private static final String OLD_HOURS = "DELETE FROM room_viewer_hours WHERE at < :before LIMIT " + ROWS_MAX;
    private static final String LONG_HOURS = "SELECT room_id, at FROM room_viewer_hours WHERE at >= :from AND at < :to"
            + " GROUP BY room_id, at HAVING COUNT(*) > " + 2 * FIRST_MAX + " LIMIT " + HOURS_MAX;
    private static final String FIRST = "SELECT viewer_id FROM room_viewer_hours WHERE room_id = :room AND at = :at"
            + " ORDER BY %s DESC, viewer_id LIMIT " + FIRST_MAX;
    private static final String OTHERS = "DELETE FROM room_viewer_hours WHERE room_id = :room AND at = :at"
            + " AND viewer_id NOT IN (:first) LIMIT " + ROWS_MAX;

    private final DatabaseClient database;
    private final Clock clock;

    FigureSweep(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Void> sweep() {
        return Mono.defer(() -> sweep(clock.millis()));
    }

    private Mono<Void> sweep(long now) {
        var steps = Flux.fromArray(Step.values())
                .concatMap(step -> all(database.sql(OLD_STEPS)
                        .bind("step", step.seconds())
                        .bind("before", now - step.kept().toMillis())));
        var hours = all(
                database.sql(OLD_HOURS).bind("before", now - Step.HOUR.kept().toMillis()));
        return steps.then(hours).then(shorten(now));
    }

    /// Deletes part after part until nothing is left of it, or for this round enough.
    private static Mono<Void> all(DatabaseClient.GenericExecuteSpec delete) {
        return delete.fetch()
                .rowsUpdated()
                .repeat(PARTS_MAX - 1L)
                .takeUntil(deleted -> deleted < ROWS_MAX)
                .then();
    }

    private Mono<Void> shorten(long now) {
        return database.sql(LONG_HOURS)
                .bind("from", Step.HOUR.floor(now - LOOK_BACK.toMillis()))
                .bind("to", Step.HOUR.floor(now - SETTLED.toMillis()))
                .map(row -> new Place(text(row, "room_id"), number(row, "at")))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::shorten)
                .then();
    }

    private Mono<Void> shorten(Place hour) {
        return Flux.fromIterable(Arrays.asList("messages", "donated"))
                .concatMap(order -> first(hour, order))
                .distinct()
                .collectList()
                .flatMap(first -> others(hour, first));
    }

    private Flux<String> first(Place hour, String order) {
        return database.sql(FIRST.formatted(order))
                .bind("room", hour.room())
                .bind("at", hour.at())
                .map(row -> text(row, "viewer_id"))
                .all();
    }

    private Mono<Void> others(Place hour, List<String> first) {
        return database.sql(OTHERS)
                .bind("room", hour.room())
                .bind("at", hour.at())
                .bind("first", first)
                .then();
    }
}
