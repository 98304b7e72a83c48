package spate.api.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// Who moderated what, when. Thread-safe. Texts of messages are not kept here: what was removed is gone.
final class AuditRows {

    private static final String SELECT = "SELECT a.id, a.at, a.action, a.viewer_id, a.event_id, a.detail, a.actor_id,"
            + " actor.handle, COALESCE(actor.display_name, bot.name) AS display_name, v.display_name AS viewer_name FROM audit a"
            + " LEFT JOIN viewers actor ON actor.id = a.actor_id LEFT JOIN viewers v ON v.id = a.viewer_id LEFT JOIN bots bot ON bot.id = a.actor_id"
            + " WHERE a.room_id = :room";

    private final DatabaseClient database;

    AuditRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(
            RoomId room,
            long at,
            String actor,
            String action,
            @Nullable String viewer,
            @Nullable String event,
            String detail) {
        var insert = database.sql("INSERT INTO audit (room_id, at, actor_id, action, viewer_id, event_id, detail)"
                        + " VALUES (:room, :at, :actor, :action, :viewer, :event, :detail)")
                .bind("room", room.value())
                .bind("at", at)
                .bind("actor", actor)
                .bind("action", action)
                .bind("detail", detail);
        insert = viewer == null ? insert.bindNull("viewer", String.class) : insert.bind("viewer", viewer);
        insert = event == null ? insert.bindNull("event", String.class) : insert.bind("event", event);
        return insert.then();
    }

    /// The newest entries, or those before a cursor, and one more than `limit` where there are more.
    Mono<List<Entry>> page(RoomId room, @Nullable PageCursor before, int limit) {
        String side = before == null ? "" : " AND a.id < :before";
        var select = database.sql(SELECT + side + " ORDER BY a.id DESC LIMIT " + (limit + 1))
                .bind("room", room.value());
        if (before != null) {
            select = select.bind("before", before.number());
        }
        return select.map(AuditRows::entry).all().collectList();
    }

    private static Entry entry(Readable row) {
        String viewer = row.get("viewer_id", String.class);
        return new Entry(
                Objects.requireNonNull(row.get("id", Long.class)),
                Objects.requireNonNull(row.get("at", Long.class)),
                Named.of(row.get("actor_id", String.class), row.get("display_name", String.class)),
                Objects.requireNonNull(row.get("action", String.class)),
                viewer == null ? null : Named.of(viewer, row.get("viewer_name", String.class)),
                row.get("event_id", String.class),
                Objects.requireNonNull(row.get("detail", String.class)));
    }

    /// One thing that somebody did.
    ///
    /// @param at milliseconds since 1970
    /// @param by who did it
    /// @param action `remove`, `refund`, `clear`, `timeout`, `ban`, `lift`, `pin`, `unpin`, `notice`, `shield`,
    ///     `unshield`, `role`, `unban_approved`, `unban_refused`, `bot`, `bot_token`, `bot_out`, `webhook`,
    ///     `webhook_change`, `webhook_out`, `words`, `held_approved`, `held_refused`
    /// @param viewer to whom
    /// @param event the message or donation it was about
    /// @param detail the reason, the new role, the length in seconds
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long id,
            long at,
            Named by,
            String action,
            @Nullable Named viewer,
            @Nullable String event,
            String detail) {}

    /// A viewer, by name; without one where the account or the bot is gone.
    record Named(String id, String name) {

        static Named of(@Nullable String id, @Nullable String name) {
            return new Named(id == null ? "" : id, name == null ? "" : name);
        }
    }
}
