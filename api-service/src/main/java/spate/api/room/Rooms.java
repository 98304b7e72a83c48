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
            + " r.kind, r.settings, r.version, r.created_at, r.likes, r.followers FROM rooms r LEFT JOIN viewers v ON v.id = r.owner_id";

    private final DatabaseClient database;

    Rooms(DatabaseClient database) {
        this.database = database;
    }

    /// The room with the id as it stands in a path.
    ///
    /// Fails with a 404 problem where there is none.
    public Mono<Room> require(String id) {
        return Mono.justOrEmpty(RoomId.parse(id)).flatMap(this::find).switchIfEmpty(unknown());
    }

    /// Locks the room until the transaction ends, and reads it. Fails with a 404 problem where there is none.
    public Mono<Room> lock(String id) {
        return Mono.justOrEmpty(RoomId.parse(id))
                .flatMap(room -> database.sql("SELECT id FROM rooms WHERE id = :id FOR UPDATE")
                        .bind("id", room.value())
                        .map(row -> room)
                        .one())
                .flatMap(this::find)
                .switchIfEmpty(unknown());
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
                        + " settings = :settings, version = :version, closed_at = :closed WHERE id = :id")
                .bind("title", room.title())
                .bind("description", room.description())
                .bind("tags", RoomJson.tags(room.tags()))
                .bind("settings", RoomJson.settings(room.settings()))
                .bind("version", room.version())
                .bind("id", room.id().value());
        return (closedAt == null ? update.bindNull("closed", Long.class) : update.bind("closed", closedAt)).then();
    }

    Mono<Long> countOf(String owner) {
        return database.sql("SELECT COUNT(*) AS rooms FROM rooms WHERE owner_id = :owner")
                .bind("owner", owner)
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

    /// The room with an id, or empty.
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
        return new Room(
                new RoomId(text(row, "id")),
                new Room.Owner(owner, handle == null ? "" : handle, name == null ? "" : name),
                text(row, "title"),
                text(row, "description"),
                RoomJson.tags(text(row, "tags")),
                text(row, "kind"),
                RoomJson.settings(text(row, "settings")),
                number(row, "version"),
                number(row, "created_at"),
                number(row, "likes"),
                number(row, "followers"));
    }

    private static Mono<Room> unknown() {
        return Mono.error(() -> Problem.roomUnknown().toException());
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
