package spate.api.room;

import java.time.Clock;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.account.Viewers;
import spate.api.outbox.Outbox;
import spate.api.token.SignedIn;
import spate.api.web.IfMatch;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.rooms.log.LogEntry;
import spate.rooms.policy.Right;

/// Creates and changes rooms, each change with its events in one transaction. Thread-safe.
final class RoomChanges {

    private final Rooms rooms;
    private final Viewers viewers;
    private final RoomRights rights;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final int perOwnerMax;
    private final Clock clock;

    RoomChanges(
            Rooms rooms,
            Viewers viewers,
            RoomRights rights,
            Outbox outbox,
            TransactionalOperator transaction,
            int perOwnerMax,
            Clock clock) {
        this.rooms = rooms;
        this.viewers = viewers;
        this.rights = rights;
        this.outbox = outbox;
        this.transaction = transaction;
        this.perOwnerMax = perOwnerMax;
        this.clock = clock;
    }

    /// Adds a room. Fails with a 409 problem where its id is taken or its owner has too many, with 401 where its owner
    /// left just now. Those of one owner come one after the other, so that none is too many unnoticed.
    Mono<Room> create(Room room) {
        String owner = room.owner().id();
        return viewers.lock(List.of(owner))
                .filter(isThere -> isThere)
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ErrorCode.TOKEN_INVALID, "the viewer of this token does not exist")
                                .toException()))
                .flatMap(_ -> rooms.countOf(owner, room.kind()))
                .filter(count -> count < perOwnerMax)
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ErrorCode.TOO_MANY_ROOMS, "at most " + perOwnerMax + " rooms for one viewer")
                                .toException()))
                .flatMap(_ -> rooms.add(room))
                .as(transaction::transactional)
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> Problem.conflict("id", "room_taken", "this id is taken")
                                .toException())
                .thenReturn(room);
    }

    /// Changes a room. Fails with 403 where the viewer has not the right, with 412 where its version
    /// is not expected.
    Mono<Room> change(SignedIn viewer, String id, IfMatch expected, RoomChange change) {
        return rooms.lock(id, viewer.id())
                .flatMap(room -> rights.require(room, viewer, Right.CHANGE_ROOM).thenReturn(room))
                .doOnNext(room -> expected.check(room.version(), "the room"))
                .flatMap(room -> store(room, change.applyTo(room, clock.millis()), viewer))
                .as(transaction::transactional)
                .doOnNext(_ -> outbox.wake());
    }

    private Mono<Room> store(Room before, RoomChange.Outcome outcome, SignedIn viewer) {
        Room after = outcome.room();
        if (after.version() == before.version()) {
            return Mono.just(before);
        }
        List<LogEntry> entries = outcome.events().stream()
                .map(event -> LogEntry.of(after.id(), event, viewer.id()))
                .toList();
        Long closedAt = after.settings().open() ? null : clock.millis();
        return rooms.change(after, closedAt)
                .thenMany(Flux.fromIterable(entries))
                .concatMap(outbox::add)
                .then(Mono.just(after));
    }
}
