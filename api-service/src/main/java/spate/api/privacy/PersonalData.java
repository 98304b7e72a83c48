package spate.api.privacy;

import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.replay.ShownEvents;
import tools.jackson.databind.json.JsonMapper;

/// Everything that is stored of a viewer, as one JSON object a line. Thread-safe. Rows are read a few hundred at a
/// time, as they are asked for.
final class PersonalData {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ROWS_MAX = 500;
    /// Where the next page of a part goes on; not told.
    private static final String KEY = "page_key";

    /// What there is besides messages: its word in the export, and where it stands.
    private static final List<Part> PARTS = List.of(
            new Part(
                    "profile",
                    "id",
                    "SELECT id, handle, display_name AS displayName, color, created_at AS createdAt FROM viewers"
                            + " WHERE id = :viewer"),
            new Part(
                    "signIn",
                    "id",
                    "SELECT id, created_at AS createdAt, rotated_at AS lastUsedAt, expires_at AS expiresAt,"
                            + " revoked_at AS revokedAt FROM sign_ins WHERE viewer_id = :viewer"),
            new Part(
                    "room",
                    "id",
                    "SELECT id, kind AS roomKind, title, description, tags, settings, created_at AS createdAt,"
                            + " closed_at AS closedAt FROM rooms WHERE owner_id = :viewer"),
            new Part(
                    "bot",
                    "b.id",
                    "SELECT b.room_id AS room, b.id, b.name, b.created_at AS createdAt, b.rotated_at AS rotatedAt,"
                            + " b.used_at AS usedAt FROM bots b JOIN rooms r ON r.id = b.room_id"
                            + " WHERE r.owner_id = :viewer"),
            new Part(
                    "webhook",
                    "w.id",
                    "SELECT w.room_id AS room, w.id, w.url, w.types AS events, w.state, w.created_at AS createdAt"
                            + " FROM webhooks w JOIN rooms r ON r.id = w.room_id WHERE r.owner_id = :viewer"),
            new Part(
                    "conversation",
                    "room_id",
                    "SELECT room_id AS room, other_id AS `with`, last_at AS lastAt FROM conversation_seats"
                            + " WHERE viewer_id = :viewer"),
            new Part(
                    "role",
                    "room_id",
                    "SELECT room_id AS room, role, given_at AS givenAt FROM room_roles WHERE viewer_id = :viewer"),
            new Part(
                    "like",
                    "room_id",
                    "SELECT room_id AS room, liked_at AS likedAt FROM room_likes WHERE viewer_id = :viewer"),
            new Part(
                    "follow",
                    "room_id",
                    "SELECT room_id AS room, followed_at AS followedAt FROM room_follows WHERE viewer_id = :viewer"),
            new Part(
                    "block",
                    "blocked_id",
                    "SELECT blocked_id AS viewer, blocked_at AS blockedAt FROM blocks WHERE viewer_id = :viewer"),
            new Part(
                    "restriction",
                    "room_id",
                    "SELECT room_id AS room, until, decided_at AS decidedAt FROM restrictions WHERE viewer_id = :viewer"),
            new Part(
                    "unbanRequest",
                    "id",
                    "SELECT room_id AS room, text, state, answer, created_at AS createdAt FROM unban_requests"
                            + " WHERE viewer_id = :viewer"),
            new Part(
                    "heldMessage",
                    "event_id",
                    "SELECT room_id AS room, text, state, held_at AS heldAt FROM held_messages"
                            + " WHERE author_id = :viewer"),
            new Part(
                    "donation",
                    "id",
                    "SELECT id, room_id AS room, amount, currency, text, state, at FROM donations"
                            + " WHERE donor_id = :viewer"),
            new Part(
                    "topup",
                    "id",
                    "SELECT id, amount, currency, provider, state, created_at AS createdAt FROM topups"
                            + " WHERE viewer_id = :viewer"),
            new Part(
                    "ledgerEntry",
                    "id",
                    "SELECT id, kind AS entry, amount, currency, balance, room_id AS room, at FROM ledger_entries"
                            + " WHERE holder = :viewer"),
            new Part(
                    "moderation",
                    "id",
                    "SELECT room_id AS room, at, action, viewer_id AS viewer, event_id AS event, detail FROM audit"
                            + " WHERE actor_id = :viewer"));

    private static final String MESSAGES = "SELECT e.room_id, e.epoch_ordinal, e.log_offset, " + ShownEvents.BODY
            + " FROM room_events e WHERE e.author_id = :viewer"
            + " AND " + ShownEvents.CONDITION + " AND (e.room_id > :room OR (e.room_id = :room"
            + " AND (e.epoch_ordinal > :ordinal OR (e.epoch_ordinal = :ordinal AND e.log_offset > :offset))))"
            + " ORDER BY e.room_id, e.epoch_ordinal, e.log_offset LIMIT " + ROWS_MAX;

    private final DatabaseClient database;

    PersonalData(DatabaseClient database) {
        this.database = database;
    }

    /// The lines, each with its line feed.
    Flux<String> lines(String viewer) {
        return Flux.fromIterable(PARTS).concatMap(part -> part(part, viewer), 1).concatWith(events(viewer));
    }

    /// By pages of their own, so that nobody who reads slowly keeps a connection to the database.
    private Flux<String> part(Part part, String viewer) {
        return page(part, viewer, null)
                .expand(page -> page.size() < ROWS_MAX
                        ? Mono.empty()
                        : page(part, viewer, page.getLast().key()))
                .concatMapIterable(page -> page, 1)
                .map(Line::text);
    }

    private Mono<List<Line>> page(Part part, String viewer, @Nullable String after) {
        var select = database.sql(part.page(after != null)).bind("viewer", viewer);
        return (after == null ? select : select.bind("after", after))
                .map((row, columns) -> line(part.kind(), row, columns))
                .all()
                .collectList();
    }

    private static Line line(String kind, Row row, RowMetadata columns) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", kind);
        columns.getColumnMetadatas().forEach(column -> {
            Object value = row.get(column.getName());
            if (value != null && !column.getName().equals(KEY)) {
                fields.put(column.getName(), value);
            }
        });
        return new Line(Objects.requireNonNull(row.get(KEY, String.class)), JSON.writeValueAsString(fields) + '\n');
    }

    /// What the viewer wrote and did in rooms, as it stands in their history.
    private Flux<String> events(String viewer) {
        return page(viewer, new Event("", 0, -1, ""))
                .expand(page -> page.size() < ROWS_MAX ? Mono.empty() : page(viewer, page.getLast()))
                .concatMapIterable(page -> page, 1)
                .map(event ->
                        "{\"kind\":\"event\",\"room\":\"" + event.room() + "\",\"event\":" + event.body() + "}\n");
    }

    private Mono<List<Event>> page(String viewer, Event after) {
        return database.sql(MESSAGES)
                .bind("viewer", viewer)
                .bind("room", after.room())
                .bind("ordinal", after.ordinal())
                .bind("offset", after.offset())
                .map(row -> new Event(
                        Objects.requireNonNull(row.get("room_id", String.class)),
                        Objects.requireNonNull(row.get("epoch_ordinal", Long.class)),
                        Objects.requireNonNull(row.get("log_offset", Long.class)),
                        Objects.requireNonNull(row.get("body", String.class))))
                .all()
                .collectList();
    }

    /// @param kind its word in the export
    /// @param key what orders its rows, each of which has another one
    /// @param sql without order
    private record Part(String kind, String key, String sql) {

        /// @param isNext whether it is the page after a key
        String page(boolean isNext) {
            return "SELECT CAST(" + key + " AS CHAR) AS " + KEY + ", " + sql.substring("SELECT ".length())
                    + (isNext ? " AND " + key + " > :after" : "") + " ORDER BY " + key + " LIMIT " + ROWS_MAX;
        }
    }

    private record Line(String key, String text) {}

    private record Event(String room, long ordinal, long offset, String body) {}
}
