package spate.api.room;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.Problem;
import spate.protocol.RoomId;

/// The table of rooms, one at a time. Thread-safe.
public final class Rooms {

    static final String SELECT = "SELECT r.id, r.owner_id, v.handle, v.display_name, r.title, r.description, r.tags,"
            + " r.kind, r.settings, r.version, r.created_at, r.likes, r.followers, s.other_id,"
            + " w.handle AS other_handle, w.display_name AS other_name FROM rooms r"
            + " LEFT JOIN viewers v ON v.id = r.owner_id"
            + " LEFT JOIN conversation_seats s ON s.room_id = r.id AND s.viewer_id = r.owner_id"
            + " LEFT JOIN viewers w ON w.id = s.other_id";

    private final DatabaseClient database;

    Rooms(DatabaseClient database) {
        this.database = database;
    }

    /// The room with the id as it stands in a path, if it is for everyone.
    ///
    /// Fails with a 404 problem where there is none, or a direct one.
    public Mono<Room> require(String id) {
        return Mono.justOrEmpty(RoomId.parse(id))
                .filter(room -> !room.isDirect())
                .flatMap(this::find)
                .switchIfEmpty(unknown());
    }

    /// The room with the id as it stands in a path, if it is for a viewer.
    ///
    /// Fails with a 404 problem where there is none, or a direct one of others.
    ///
    /// @param viewer null for a guest
    public Mono<Room> require(String id, @Nullable String viewer) {
        return viewer == null
                ? require(id)
                : Mono.justOrEmpty(RoomId.parse(id))
                        .flatMap(this::find)
                        .filter(room -> room.isFor(viewer))
                        .switchIfEmpty(unknown());
    }

    /// Locks a room that is for everyone until the transaction ends, and reads it. Fails with a 404 problem where
    /// there is none, or a direct one.
    public Mono<Room> lock(String id) {
        return Mono.justOrEmpty(RoomId.parse(id))
                .filter(room -> !room.isDirect())
                .flatMap(this::lock)
                .switchIfEmpty(unknown());
    }

    /// Locks a room that is for a viewer until the transaction ends, and reads it. Fails with a 404 problem where
    /// there is none, or a direct one of others.
    public Mono<Room> lock(String id, String viewer) {
        return Mono.justOrEmpty(RoomId.parse(id))
                .flatMap(this::lock)
                .filter(room -> room.isFor(viewer))
                .switchIfEmpty(unknown());
    }

    /// Locks any room until the transaction ends, and reads it; empty where there is none.
    public Mono<Room> lock(RoomId id) {
        return Mono.just(id)
                .flatMap(room -> database.sql("SELECT id FROM rooms WHERE id = :id FOR UPDATE")
                        .bind("id", room.value())
                        .map(row -> room)
                        .one())
                .flatMap(this::find);
    }

    /// Adds a room; fails with [org.springframework.dao.DuplicateKeyException] where the id is taken.
    Mono<Void> add(Room room) {
        return database.sql("INSERT INTO rooms (id, owner_id, title, description, tags, kind, settings, version,"
                        + " created_at) VALUES (:id, :owner, :title, :description, :tags, :kind, :settings, :version,"
                        + " :created)")
                .bind("id", room.id().value())
                .bind("owner", room.owner().id())
                .bind("title", room.title())
                .bind("description", room.description())
                .bind("tags", RoomJson.tags(room.tags()))
                .bind("kind", room.kind())
                .bind("settings", RoomJson.settings(room.settings()))
                .bind("version", room.version())
                .bind("created", room.createdAt())
                .then();
    }

    /// Writes what can change of a room.
    ///
    /// @param closedAt since when it is closed, where it is
    public Mono<Void> change(Room room, @Nullable Long closedAt) {
        var update = database.sql("UPDATE rooms SET title = :title, description = :description, tags = :tags,"
                        + " settings = :settings, version = :version, closed_at = :closed, retention_days = :retention"
                        + " WHERE id = :id")
                .bind("title", room.title())
                .bind("description", room.description())
                .bind("tags", RoomJson.tags(room.tags()))
                .bind("settings", RoomJson.settings(room.settings()))
                .bind("version", room.version())
                .bind("id", room.id().value());
        Integer retention = room.settings().retentionDays();
        update = retention == null ? update.bindNull("retention", Integer.class) : update.bind("retention", retention);
        return (closedAt == null ? update.bindNull("closed", Long.class) : update.bind("closed", closedAt)).then();
    }

    /// How many rooms of a kind a viewer owns.
    Mono<Long> countOf(String owner, String kind) {
        return database.sql("SELECT COUNT(*) AS rooms FROM rooms WHERE owner_id = :owner AND kind = :kind")
                .bind("owner", owner)
                .bind("kind", kind)
                .map(row -> number(row, "rooms"))
                .one();
    }

    /// Counts another decision of moderators in a room that is locked.
    ///
    /// @return the new count
    public Mono<Long> countModeration(RoomId id) {
        return database.sql("UPDATE rooms SET moderation = moderation + 1 WHERE id = :id")
                .bind("id", id.value())
                .then()
                .then(database.sql("SELECT moderation FROM rooms WHERE id = :id")
                        .bind("id", id.value())
                        .map(row -> number(row, "moderation"))
                        .one());
    }

    /// The room with an id, whoever may know of it, or empty.
    public Mono<Room> find(RoomId id) {
        return database.sql(SELECT + " WHERE r.id = :id")
                .bind("id", id.value())
                .map(Rooms::room)
                .one();
    }

    static Room room(Readable row) {
        String owner = text(row, "owner_id");
        String handle = row.get("handle", String.class);
        String name = row.get("display_name", String.class);
        String partner = row.get("other_id", String.class);
        return new Room(
                new RoomId(text(row, "id")),
                owner(owner, handle, name),
                text(row, "title"),
                text(row, "description"),
                RoomJson.tags(text(row, "tags")),
                text(row, "kind"),
                RoomJson.settings(text(row, "settings")),
                number(row, "version"),
                number(row, "created_at"),
                number(row, "likes"),
                number(row, "followers"),
                partner == null
                        ? null
                        : owner(partner, row.get("other_handle", String.class), row.get("other_name", String.class)));
    }

    private static Room.Owner owner(String id, @Nullable String handle, @Nullable String name) {
        return new Room.Owner(id, handle == null ? "" : handle, name == null ? "" : name);
    }

    private static Mono<Room> unknown() {
        return Mono.error(() -> Problem.roomUnknown().toException());
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
