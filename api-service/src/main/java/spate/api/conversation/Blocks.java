package spate.api.conversation;

import java.time.Clock;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import spate.api.account.Viewers;
import spate.api.outbox.Outbox;
import spate.api.room.Room;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.LogEntry;

/// Who blocks whom. While either of two viewers blocks the other, their direct room is paused: its shield is up,
/// which every replica hears of by the log. Thread-safe.
final class Blocks {

    private static final int BLOCKS_MAX = 10_000;

    private final BlockRows rows;
    private final Rooms rooms;
    private final Viewers viewers;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Blocks(
            BlockRows rows,
            Rooms rooms,
            Viewers viewers,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.rows = rows;
        this.rooms = rooms;
        this.viewers = viewers;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Fails with 404 where there is no such viewer, 409 where too many are blocked.
    Mono<Void> block(SignedIn viewer, String other) {
        if (other.equals(viewer.id())) {
            throw Problem.of(ErrorCode.FORBIDDEN, "nobody blocks oneself").toException();
        }
        return viewers.lock(List.of(viewer.id(), other))
                .filter(areThere -> areThere)
                .switchIfEmpty(Mono.error(() ->
                        Problem.of(ErrorCode.VIEWER_UNKNOWN, "no such viewer").toException()))
                .flatMap(_ -> rows.count(viewer.id()))
                .filter(count -> count < BLOCKS_MAX)
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(409, "too_many", "at most " + BLOCKS_MAX + " blocked viewers")
                                .toException()))
                .flatMap(_ -> rows.put(viewer.id(), other, clock.millis()).then(settle(viewer, other)))
                .as(transaction::transactional)
                .doOnSuccess(_ -> outbox.wake());
    }

    Mono<Void> unblock(SignedIn viewer, String other) {
        return viewers.lock(List.of(viewer.id(), other))
                .flatMap(_ -> rows.delete(viewer.id(), other).then(settle(viewer, other)))
                .as(transaction::transactional)
                .doOnSuccess(_ -> outbox.wake());
    }

    /// Raises or lowers the shield of the room of two viewers, as the blocks between them say.
    private Mono<Void> settle(SignedIn viewer, String other) {
        return rows.roomOf(viewer.id(), other)
                .flatMap(rooms::lock)
                .flatMap(room -> rows.isBetween(viewer.id(), other)
                        .filter(isBlocked -> isBlocked != room.settings().shield())
                        .flatMap(isBlocked -> shield(room, isBlocked, viewer)));
    }

    private Mono<Void> shield(Room room, boolean isUp, SignedIn viewer) {
        long now = clock.millis();
        Room after = room.with(room.settings().withShield(isUp));
        var event = new RoomEvent.Settings(EventId.random().value(), now, after.settings(), after.version());
        return rooms.change(after, after.settings().open() ? null : now)
                .then(outbox.add(LogEntry.of(room.id(), event, viewer.id())));
    }
}
