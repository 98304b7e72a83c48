package spate.api.signin;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// The table of sign-ins. Thread-safe.
final class SignIns {

    private final DatabaseClient database;
    private final int perViewerMax;

    SignIns(DatabaseClient database, int perViewerMax) {
        this.database = database;
        this.perViewerMax = perViewerMax;
    }

    /// Adds a sign-in; the viewer's oldest ones make room where there are too many.
    Mono<Void> add(SignIn signIn) {
        return deleteOldest(signIn.viewer()).then(insert(signIn));
    }

    Mono<SignIn> find(String id) {
        return database.sql("SELECT * FROM sign_ins WHERE id = :id")
                .bind("id", id)
                .map(SignIns::signIn)
                .one();
    }

    /// Puts a new token in the place of the one with the digest `from`.
    ///
    /// @return whether that one was still the newest
    Mono<Boolean> rotate(String id, String from, RefreshToken next, String salt, long now, long expiresAt) {
        return database.sql("UPDATE sign_ins SET previous_hash = token_hash, token_hash = :next,"
                        + " rotation_salt = :salt, rotated_at = :now, expires_at = :expires"
                        + " WHERE id = :id AND token_hash = :from AND revoked_at IS NULL")
                .bind("next", next.digest())
                .bind("salt", salt)
                .bind("now", now)
                .bind("expires", expiresAt)
                .bind("id", id)
                .bind("from", from)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /// Ends a sign-in for good.
    Mono<Void> revoke(String id, long now) {
        return database.sql("UPDATE sign_ins SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                .bind("now", now)
                .bind("id", id)
                .then();
    }

    /// Ends all sign-ins of a viewer but one.
    ///
    /// @param except id of the sign-in that goes on; empty for none
    /// @return the ids of those that were ended
    Mono<List<String>> revokeAll(String viewer, String except, long now) {
        return database.sql(
                        "SELECT id FROM sign_ins WHERE viewer_id = :viewer AND id <> :except AND revoked_at IS NULL")
                .bind("viewer", viewer)
                .bind("except", except)
                .map(row -> text(row, "id"))
                .all()
                .collectList()
                .flatMap(ids -> ids.isEmpty()
                        ? Mono.just(ids)
                        : database.sql("UPDATE sign_ins SET revoked_at = :now WHERE id IN (:ids)")
                                .bind("now", now)
                                .bind("ids", ids)
                                .then()
                                .thenReturn(ids));
    }

    private Mono<Void> deleteOldest(String viewer) {
        // The inner select twice nested: MySQL does not delete from what it reads, nor take LIMIT below IN.
        return database.sql("DELETE FROM sign_ins WHERE viewer_id = :viewer AND id NOT IN (SELECT id FROM"
                        + " (SELECT id FROM sign_ins WHERE viewer_id = :viewer ORDER BY rotated_at DESC LIMIT "
                        + (perViewerMax - 1) + ") AS newest)")
                .bind("viewer", viewer)
                .then();
    }

    private Mono<Void> insert(SignIn signIn) {
        return database.sql("INSERT INTO sign_ins (id, viewer_id, token_hash, rotated_at, created_at, expires_at)"
                        + " VALUES (:id, :viewer, :hash, :rotated, :created, :expires)")
                .bind("id", signIn.id())
                .bind("viewer", signIn.viewer())
                .bind("hash", signIn.tokenHash())
                .bind("rotated", signIn.rotatedAt())
                .bind("created", signIn.createdAt())
                .bind("expires", signIn.expiresAt())
                .then();
    }

    private static SignIn signIn(Readable row) {
        return new SignIn(
                text(row, "id"),
                text(row, "viewer_id"),
                text(row, "token_hash"),
                row.get("previous_hash", String.class),
                row.get("rotation_salt", String.class),
                number(row, "rotated_at"),
                number(row, "created_at"),
                number(row, "expires_at"),
                row.get("revoked_at", Long.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
