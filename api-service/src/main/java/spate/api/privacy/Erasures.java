package spate.api.privacy;

import java.time.Clock;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import spate.api.account.Viewers;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;

/// Lets viewers leave. Thread-safe.
public final class Erasures {

    private final ErasureRows rows;
    private final Viewers viewers;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Erasures(ErasureRows rows, Viewers viewers, TransactionalOperator transaction, Clock clock) {
        this.rows = rows;
        this.viewers = viewers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Takes a viewer's account away: handle, name and password are gone with the transaction, and with them the
    /// name wherever it is looked up. What the viewer wrote is erased by [Erasing] from then on. Fails with 401
    /// where there is no such viewer.
    public Mono<Void> begin(String viewer) {
        return viewers.lock(List.of(viewer))
                .filter(isThere -> isThere)
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ErrorCode.TOKEN_INVALID, "the viewer of this token does not exist")
                                .toException()))
                .flatMap(_ -> rows.begin(viewer, clock.millis()))
                .as(transaction::transactional);
    }
}
