package spate.api.outbox;

import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;

/// The right to relay, which one replica has at a time. It runs out by the database's clock when it is not
/// renewed, so a replica that died is followed by another. Thread-safe.
final class OutboxLease {

    private static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";

    private final DatabaseClient database;
    private final Duration length;
    private final Clock clock;
    private final String holder = EventId.random().value();
    private volatile long heldUntil;

    OutboxLease(DatabaseClient database, Duration length, Clock clock) {
        this.database = database;
        this.length = length;
        this.clock = clock;
    }

    /// Takes or renews the lease.
    ///
    /// @return whether this replica has it now
    Mono<Boolean> take() {
        return Mono.defer(() -> {
            // Counted from before the request: this replica thinks it has lost the lease before others may take
            // it.
            long until = clock.millis() + length.toMillis() / 2;
            return database.sql("UPDATE leases SET holder = :holder, expires_at = " + NOW + " + :length"
                            + " WHERE name = 'outbox' AND (holder = :holder OR expires_at < " + NOW + ")")
                    .bind("holder", holder)
                    .bind("length", length.toMillis())
                    .fetch()
                    .rowsUpdated()
                    .map(rows -> rows > 0)
                    .doOnNext(isTaken -> heldUntil = isTaken ? until : 0);
        });
    }

    /// Whether this replica may go on appending without renewing.
    boolean isHeld() {
        return clock.millis() < heldUntil;
    }

    /// Gives the lease to whoever asks next.
    Mono<Void> release() {
        return database.sql("UPDATE leases SET expires_at = 0 WHERE name = 'outbox' AND holder = :holder")
                .bind("holder", holder)
                .then()
                .doOnSubscribe(_ -> heldUntil = 0);
    }
}
