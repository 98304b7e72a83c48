package spate.api.figures;

import io.r2dbc.spi.Readable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.figures.Step;
import spate.rooms.figures.ViewerSketch;

/// Reads the figures that stream-service keeps. Thread-safe.
final class FigureTables {

    private static final int TOP_MAX = 10;
    private static final int REACTIONS_MAX = 200;
    private static final int HELD_MAX = 1_000;

    private static final String STEPS = "SELECT at, viewers, peak, messages, chatters, reactions, donations, donated,"
            + " joins, leaves, removed, timeouts, bans, clears, sketch FROM room_steps"
            + " WHERE room_id = :room AND step = :step AND at >= :from AND at < :to ORDER BY at";
    private static final String TOP = "SELECT t.viewer_id, t.top, t.times, v.display_name FROM (SELECT h.viewer_id,"
            + " %s AS top, %s AS times FROM room_viewer_hours h%s WHERE h.room_id = :room AND h.at >= :from"
            + " AND h.at < :to GROUP BY h.viewer_id HAVING top > 0 ORDER BY top DESC, h.viewer_id LIMIT " + TOP_MAX
            + ") t LEFT JOIN viewers v ON v.id = t.viewer_id ORDER BY t.top DESC, t.viewer_id";
    private static final String CHATTERS = TOP.formatted("SUM(h.messages)", "0", "");
    // What was given back counts for nothing in the step and the hour in which it was given. The archive counts
    // donations as they were told, whatever becomes of them; few are given back, and one index has them.
    private static final String REFUNDED =
            "SELECT %s at - MOD(at, %s) AS since, SUM(amount) AS amount, COUNT(*) AS times"
                    + " FROM donations WHERE room_id = :room AND currency = :currency AND state = 'refunded' AND at >= :from"
                    + " AND at < :to GROUP BY %s since";
    private static final String REFUNDS = REFUNDED.formatted("", ":step", "");
    private static final String DONORS = TOP.formatted(
            "SUM(h.donated - COALESCE(r.amount, 0))",
            "SUM(h.donations - COALESCE(r.times, 0))",
            " LEFT JOIN (" + REFUNDED.formatted("donor_id,", Step.HOUR.millis(), "donor_id,")
                    + ") r ON r.donor_id = h.viewer_id AND r.since = h.at");
    private static final String HELD = "SELECT COUNT(*) AS held FROM (SELECT 1 FROM held_messages WHERE room_id = :room"
            + " AND state = 'open' LIMIT " + HELD_MAX + ") h";
    private static final String REACTIONS = "SELECT reaction, taps FROM room_reactions WHERE room_id = :room"
            + " ORDER BY taps DESC, reaction LIMIT " + REACTIONS_MAX;

    private final DatabaseClient database;
    private final String currency;

    /// @param currency of donations
    FigureTables(DatabaseClient database, String currency) {
        this.database = database;
        this.currency = currency;
    }

    /// The steps of the stretch, without what was given back since.
    Mono<StepRows> steps(RoomId room, DashboardQuery query) {
        return Mono.zip(counted(room, query), refunds(room, query), StepRows::without);
    }

    private Mono<List<StepRow>> counted(RoomId room, DashboardQuery query) {
        return database.sql(STEPS)
                .bind("room", room.value())
                .bind("step", query.step().seconds())
                .bind("from", query.from())
                .bind("to", query.to())
                .map(FigureTables::step)
                .all()
                .collectList();
    }

    private Mono<Map<Long, StepRow.Refunds>> refunds(RoomId room, DashboardQuery query) {
        return database.sql(REFUNDS)
                .bind("room", room.value())
                .bind("currency", currency)
                .bind("step", query.step().millis())
                .bind("from", query.from())
                .bind("to", query.to())
                .map(row -> Map.entry(
                        number(row, "since"), new StepRow.Refunds(number(row, "times"), number(row, "amount"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// Who wrote most in the hours that the stretch touches.
    Mono<List<Dashboard.Chatter>> chatters(RoomId room, DashboardQuery query) {
        return top(CHATTERS, room, query)
                .map(row -> new Dashboard.Chatter(text(row, "viewer_id"), name(row), number(row, "top")))
                .all()
                .collectList();
    }

    /// Who donated most in the hours that the stretch touches, without what was given back since.
    Mono<List<Dashboard.Donor>> donors(RoomId room, DashboardQuery query) {
        return top(DONORS, room, query)
                .bind("currency", currency)
                .map(row -> new Dashboard.Donor(
                        text(row, "viewer_id"), name(row), number(row, "top"), number(row, "times")))
                .all()
                .collectList();
    }

    /// How many messages wait for a moderator.
    Mono<Long> held(RoomId room) {
        return database.sql(HELD)
                .bind("room", room.value())
                .map(row -> number(row, "held"))
                .one();
    }

    /// All taps of a room by reaction, most tapped first.
    Mono<Map<String, Long>> reactions(RoomId room) {
        return database.sql(REACTIONS)
                .bind("room", room.value())
                .map(row -> Map.entry(text(row, "reaction"), number(row, "taps")))
                .all()
                .collect(LinkedHashMap::new, (totals, reaction) -> totals.put(reaction.getKey(), reaction.getValue()));
    }

    private DatabaseClient.GenericExecuteSpec top(String sql, RoomId room, DashboardQuery query) {
        return database.sql(sql)
                .bind("room", room.value())
                .bind("from", Step.HOUR.floor(query.from()))
                .bind("to", Step.HOUR.ceil(query.to()));
    }

    private static StepRow step(Readable row) {
        return new StepRow(
                number(row, "at"),
                number(row, "viewers"),
                number(row, "peak"),
                number(row, "messages"),
                number(row, "chatters"),
                number(row, "reactions"),
                number(row, "donations"),
                number(row, "donated"),
                number(row, "joins"),
                number(row, "leaves"),
                number(row, "removed"),
                number(row, "timeouts"),
                number(row, "bans"),
                number(row, "clears"),
                ViewerSketch.parse(row.get("sketch", byte[].class)));
    }

    private static String name(Readable row) {
        String name = row.get("display_name", String.class);
        return name == null ? "" : name;
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    /// Sums come as decimals.
    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Number.class), column).longValue();
    }
}
