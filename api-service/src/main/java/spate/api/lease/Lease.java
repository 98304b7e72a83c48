package spate.api.lease;

import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;

/// The right to do something that one replica does at a time. It runs out by the database's clock when it is not
/// renewed, so a replica that died is followed by another. Thread-safe.
public final class Lease {

    private static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";

    private final DatabaseClient database;
    private final String name;
    private final Duration length;
    private final Clock clock;
    private final String holder = EventId.random().value();
    private volatile long heldUntil;

    /// @param name which one; a row of the table of leases
    /// @param length how long a replica that died keeps the others from it
    public Lease(DatabaseClient database, String name, Duration length, Clock clock) {
        this.database = database;
        this.name = name;
        this.length = length;
        this.clock = clock;
    }

    /// Takes or renews the lease.
    ///
    /// @return whether this replica has it now
    public Mono<Boolean> take() {
        return Mono.defer(() -> {
            // Counted from before the request: this replica thinks it has lost the lease before others may take
            // it.
            long until = clock.millis() + length.toMillis() / 2;
            return database.sql("UPDATE leases SET holder = :holder, expires_at = " + NOW + " + :length"
                            + " WHERE name = :name AND (holder = :holder OR expires_at < " + NOW + ")")
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("length", length.toMillis())
                    .fetch()
                    .rowsUpdated()
                    .map(rows -> rows > 0)
                    .doOnNext(isTaken -> heldUntil = isTaken ? until : 0);
        });
    }

    /// Whether this replica may go on without renewing.
    public boolean isHeld() {
        return clock.millis() < heldUntil;
    }

    /// Gives the lease to whoever asks next.
    public Mono<Void> release() {
        return database.sql("UPDATE leases SET expires_at = 0 WHERE name = :name AND holder = :holder")
                .bind("name", name)
                .bind("holder", holder)
                .then()
                .doOnSubscribe(_ -> heldUntil = 0);
    }
}
