package spate.api.account;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// The table of viewers. Thread-safe.
public final class Viewers {

    private static final String COLUMNS = "id, handle, display_name, color, created_at";

    private final DatabaseClient database;

    Viewers(DatabaseClient database) {
        this.database = database;
    }

    /// Adds a viewer; fails with [org.springframework.dao.DuplicateKeyException] where the handle is taken.
    Mono<Void> add(Viewer viewer, String passwordHash) {
        return database.sql("INSERT INTO viewers (" + COLUMNS + ", password_hash)"
                        + " VALUES (:id, :handle, :name, :color, :at, :hash)")
                .bind("id", viewer.id())
                .bind("handle", viewer.handle())
                .bind("name", viewer.displayName())
                .bind("color", viewer.color())
                .bind("at", viewer.createdAt())
                .bind("hash", passwordHash)
                .then();
    }

    /// The viewer with this id, or empty.
    public Mono<Viewer> find(String id) {
        return database.sql("SELECT " + COLUMNS + " FROM viewers WHERE id = :id")
                .bind("id", id)
                .map(Viewers::viewer)
                .one();
    }

    /// The viewer with this handle, or empty.
    public Mono<Viewer> findByHandle(String handle) {
        return findCredentials(handle).map(Credentials::viewer);
    }

    /// Locks viewers until the transaction ends, so that nothing is begun between them, or with one who goes,
    /// elsewhere at the same time.
    ///
    /// @return whether all of them are there
    public Mono<Boolean> lock(Collection<String> ids) {
        return database.sql("SELECT id FROM viewers WHERE id IN (:ids) ORDER BY id FOR UPDATE")
                .bind("ids", List.copyOf(ids))
                .map(row -> text(row, "id"))
                .all()
                .count()
                .map(found -> found == ids.size());
    }

    /// The viewer with this handle and what the password is checked against, or empty.
    public Mono<Credentials> findCredentials(String handle) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(handle)) {
            // The database would refuse to compare it.
            return Mono.empty();
        }
        return database.sql("SELECT " + COLUMNS + ", password_hash FROM viewers WHERE handle = :handle")
                .bind("handle", handle)
                .map(row -> new Credentials(viewer(row), text(row, "password_hash")))
                .one();
    }

    /// Changes what others see of a viewer.
    Mono<Void> change(String id, String displayName, String color) {
        return database.sql("UPDATE viewers SET display_name = :name, color = :color WHERE id = :id")
                .bind("name", displayName)
                .bind("color", color)
                .bind("id", id)
                .then();
    }

    /// Puts another password in the place of the one so far.
    public Mono<Void> changePassword(String id, String passwordHash) {
        return database.sql("UPDATE viewers SET password_hash = :hash WHERE id = :id")
                .bind("hash", passwordHash)
                .bind("id", id)
                .then();
    }

    private static Viewer viewer(Readable row) {
        return new Viewer(
                text(row, "id"),
                text(row, "handle"),
                text(row, "display_name"),
                text(row, "color"),
                Objects.requireNonNull(row.get("created_at", Long.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /// A viewer and the hash of the password.
    public record Credentials(Viewer viewer, String passwordHash) {
        @Override
        public String toString() {
            return "Credentials[" + viewer.handle() + "]"; // never the hash
        }
    }
}
