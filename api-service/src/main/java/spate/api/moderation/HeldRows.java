package spate.api.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;
import spate.protocol.event.ReplyTo;
import spate.rooms.posting.Poster;
import tools.jackson.databind.json.JsonMapper;

/// Messages that wait for moderators, or did. Thread-safe.
final class HeldRows {

    private static final int FORGOTTEN_MAX = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECT =
            "SELECT event_id, author_id, author_name, author_color, text, reply_to, held_at,"
                    + " state, decided_at FROM held_messages WHERE room_id = :room AND held_at > :since";

    private final DatabaseClient database;

    HeldRows(DatabaseClient database) {
        this.database = database;
    }

    /// Those of a state, the oldest first, and one more than `limit` where there are more.
    Mono<List<Held>> page(RoomId room, long since, String state, @Nullable PageCursor after, int limit) {
        String side = after == null ? "" : " AND (held_at > :number OR (held_at = :number AND event_id > :id))";
        return page(
                SELECT + " AND state = :by" + side + " ORDER BY held_at, event_id LIMIT " + (limit + 1),
                room,
                since,
                state,
                after);
    }

    /// Those of a viewer, the newest first, and one more than `limit` where there are more.
    Mono<List<Held>> pageOf(RoomId room, long since, String viewer, @Nullable PageCursor before, int limit) {
        String side = before == null ? "" : " AND (held_at < :number OR (held_at = :number AND event_id < :id))";
        return page(
                SELECT + " AND author_id = :by" + side + " ORDER BY held_at DESC, event_id DESC LIMIT " + (limit + 1),
                room,
                since,
                viewer,
                before);
    }

    private Mono<List<Held>> page(String sql, RoomId room, long since, String by, @Nullable PageCursor cursor) {
        var select = database.sql(sql)
                .bind("room", room.value())
                .bind("since", since)
                .bind("by", by);
        if (cursor != null) {
            select = select.bind("number", cursor.number()).bind("id", cursor.id());
        }
        return select.map(HeldRows::held).all().collectList();
    }

    Mono<Held> find(RoomId room, long since, String event) {
        return database.sql(SELECT + " AND event_id = :event")
                .bind("room", room.value())
                .bind("since", since)
                .bind("event", event)
                .map(HeldRows::held)
                .one();
    }

    /// Notes what was decided, and forgets the text: of an approved message the log has it.
    Mono<Void> decide(RoomId room, String event, String state, String by, long at) {
        return database.sql("UPDATE held_messages SET state = :state, decided_by = :by, decided_at = :at, text = '',"
                        + " reply_to = NULL WHERE room_id = :room AND event_id = :event")
                .bind("state", state)
                .bind("by", by)
                .bind("at", at)
                .bind("room", room.value())
                .bind("event", event)
                .then();
    }

    /// Forgets some of those that were held before a time.
    ///
    /// @return how many
    Mono<Long> forget(long before) {
        return database.sql("DELETE FROM held_messages WHERE held_at <= :before LIMIT " + FORGOTTEN_MAX)
                .bind("before", before)
                .fetch()
                .rowsUpdated();
    }

    private static Held held(Readable row) {
        String reply = row.get("reply_to", String.class);
        return new Held(
                text(row, "event_id"),
                new Author(text(row, "author_id"), text(row, "author_name"), text(row, "author_color")),
                text(row, "text"),
                reply == null ? null : JSON.readValue(reply, ReplyTo.class),
                Objects.requireNonNull(row.get("held_at", Long.class)),
                text(row, "state"),
                row.get("decided_at", Long.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /// A message that waits, or did.
    ///
    /// @param id the id that its event has, or would have
    /// @param text empty once it was decided
    /// @param at when it was accepted, milliseconds since 1970
    /// @param state `open`, `approved` or `refused`
    /// @param decidedAt milliseconds since 1970
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Held(
            @Schema(example = "aaaaaaaaaaaaaaaaaaaacQ") String id,
            Author author,
            @Schema(example = "무슨 말이든") String text,
            @Nullable ReplyTo replyTo,
            @Schema(example = "1790000000800") long at,
            @Schema(example = "open") String state,
            @Nullable Long decidedAt) {

        boolean waits() {
            return state.equals("open");
        }

        Poster poster() {
            return new Poster(author.id(), author.name(), "", author.color());
        }
    }

    /// Its author, as of then.
    record Author(String id, String name, String color) {}
}
