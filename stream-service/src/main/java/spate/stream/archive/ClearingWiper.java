package spate.stream.archive;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;
import spate.rooms.replay.ShownEvents;

/// Blanks the texts of viewers who were cleared, and what replies quote of them. They are hidden already; here they go.
/// A few hundred rows at a time, so that a viewer of a hundred thousand messages holds up nobody; any replica may do
/// it, and again.
final class ClearingWiper extends BackgroundWork {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(4);
    private static final int CLEARINGS_MAX = 20;
    private static final int ROWS_MAX = 500;

    /// What was accepted before a ban was heard of is in the log by then.
    private static final long SETTLED_MILLIS = 10_000;

    private static final String WAITING =
            "SELECT room_id, viewer_id, epoch_ordinal, log_offset, until, read_at FROM clearings"
                    + " WHERE wiped = 0 AND read_at < :before ORDER BY read_at LIMIT " + CLEARINGS_MAX;
    private static final String WIPE = "UPDATE room_events SET hidden = 1, body = '' WHERE room_id = :room"
            + " AND author_id = :viewer AND type = 'message' AND hidden = 0 AND (epoch_ordinal < :ordinal"
            + " OR (epoch_ordinal = :ordinal AND log_offset < :offset) OR at < :until) LIMIT " + ROWS_MAX;
    private static final String QUOTING =
            "SELECT q.event_id FROM reply_events q WHERE q.room_id = :room AND q.author_id = :viewer AND "
                    + ShownEvents.QUOTES_HIDDEN + " LIMIT " + ROWS_MAX;
    private static final String EMPTY = "UPDATE room_events e SET e.body = " + ShownEvents.WITHOUT_QUOTE
            + " WHERE e.room_id = :room AND e.event_id IN (:events) AND e.hidden = 0";
    private static final String EMPTIED = "DELETE FROM reply_events WHERE room_id = :room AND event_id IN (:events)";
    private static final String WIPED =
            "UPDATE clearings SET wiped = 1 WHERE room_id = :room AND viewer_id = :viewer AND read_at = :read";

    private final DatabaseClient database;
    private final Clock clock;
    private final SeldomLog log;

    ClearingWiper(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.log = new SeldomLog(LoggerFactory.getLogger(ClearingWiper.class), clock, Duration.ofSeconds(30));
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(
                        _ -> wipe(clock.millis() - SETTLED_MILLIS).onErrorResume(error -> {
                            log.warn("Cleared messages cannot be blanked now", error);
                            return Mono.empty();
                        }),
                        0)
                .subscribe();
    }

    /// Blanks what is due, as far as it comes within a few seconds.
    Mono<Void> wipe(long before) {
        return database.sql(WAITING)
                .bind("before", before)
                .map(row -> new Clearing(
                        String.valueOf(row.get("room_id", String.class)),
                        String.valueOf(row.get("viewer_id", String.class)),
                        number(row.get("epoch_ordinal", Number.class)),
                        number(row.get("log_offset", Number.class)),
                        number(row.get("until", Number.class)),
                        number(row.get("read_at", Number.class))))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::wipe)
                .then()
                .timeout(ATTEMPT);
    }

    private Mono<Void> wipe(Clearing clearing) {
        return rows(clearing)
                .expand(blanked -> blanked < ROWS_MAX ? Mono.empty() : rows(clearing))
                .thenMany(replies(clearing).expand(emptied -> emptied < ROWS_MAX ? Mono.empty() : replies(clearing)))
                .then(database.sql(WIPED)
                        .bind("room", clearing.room())
                        .bind("viewer", clearing.viewer())
                        .bind("read", clearing.readAt())
                        .then());
    }

    private Mono<Long> rows(Clearing clearing) {
        return database.sql(WIPE)
                .bind("room", clearing.room())
                .bind("viewer", clearing.viewer())
                .bind("ordinal", clearing.ordinal())
                .bind("offset", clearing.offset())
                .bind("until", clearing.until())
                .fetch()
                .rowsUpdated();
    }

    /// Empties some of the replies to the viewer's messages.
    ///
    /// @return how many
    private Mono<Integer> replies(Clearing clearing) {
        return database.sql(QUOTING)
                .bind("room", clearing.room())
                .bind("viewer", clearing.viewer())
                .map(row -> String.valueOf(row.get("event_id", String.class)))
                .all()
                .collectList()
                .flatMap(found -> found.isEmpty()
                        ? Mono.just(0)
                        : Flux.just(EMPTY, EMPTIED)
                                .concatMap(sql -> database.sql(sql)
                                        .bind("room", clearing.room())
                                        .bind("events", found)
                                        .then())
                                .then(Mono.just(found.size())));
    }

    private static long number(@Nullable Number value) {
        if (value == null) {
            throw new IllegalStateException("a column that cannot be null is");
        }
        return value.longValue();
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }

    private record Clearing(String room, String viewer, long ordinal, long offset, long until, long readAt) {}
}
