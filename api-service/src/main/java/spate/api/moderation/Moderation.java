package spate.api.moderation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import spate.api.outbox.Outbox;
import spate.api.room.Policies;
import spate.api.room.Room;
import spate.api.room.RoomRights;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.rooms.policy.Right;

/// The one door to what moderators do: it checks the right and brings the transaction. Thread-safe.
public final class Moderation {

    private final Rooms rooms;
    private final Policies policies;
    private final Outbox outbox;
    private final AuditRows audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Moderation(
            Rooms rooms,
            Policies policies,
            Outbox outbox,
            AuditRows audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.rooms = rooms;
        this.policies = policies;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Does something in a room, all of it or nothing. Fails with 403 where the viewer has not the right now.
    ///
    /// @param named others whose role matters
    public <T> Mono<T> act(SignedIn actor, String room, Right right, List<String> named, Function<Act, Mono<T>> deed) {
        return within(actor, room, right, named, deed)
                .as(transaction::transactional)
                .doOnSuccess(_ -> outbox.wake());
    }

    /// The same as a part of the caller's transaction; the caller wakes the outbox once that is committed.
    public <T> Mono<T> within(
            SignedIn actor, String room, Right right, List<String> named, Function<Act, Mono<T>> deed) {
        return rooms.lock(room, actor.id())
                .flatMap(locked -> enter(locked, actor, right, named))
                .flatMap(deed);
    }

    /// Reads something of a room. Fails with 403 where the viewer has not the right now.
    public <T> Mono<T> read(SignedIn actor, String room, Right right, Function<Act, Mono<T>> deed) {
        return rooms.require(room, actor.id())
                .flatMap(found -> enter(found, actor, right, List.of()))
                .flatMap(deed);
    }

    private Mono<Act> enter(Room room, SignedIn actor, Right right, List<String> named) {
        List<String> viewers = new ArrayList<>(named);
        viewers.add(actor.id());
        long now = clock.millis();
        return policies.of(room, viewers)
                .doOnNext(policy -> RoomRights.check(policy, actor.id(), right, now))
                .map(policy -> new Act(room, policy, actor, now, rooms, outbox, audit));
    }
}
