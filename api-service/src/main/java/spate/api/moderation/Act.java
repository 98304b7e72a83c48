package spate.api.moderation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.outbox.Outbox;
import spate.api.room.Room;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.event.Author;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.LogEntry;
import spate.rooms.policy.Role;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.posting.Messages;
import spate.rooms.posting.Poster;

/// Somebody who may do something in a room, in the transaction that does it: the room is locked, so what is told
/// here comes into the log in the order in which it is decided.
///
/// @param policy knows the actor and whoever was named when the act began
/// @param now milliseconds since 1970
public record Act(Room room, RoomPolicy policy, SignedIn actor, long now, Rooms rooms, Outbox outbox, AuditRows audit) {

    /// The actor as the room sees the actor.
    public Author by() {
        return Messages.author(policy, new Poster(actor.id(), actor.name(), actor.handle(), actor.color()));
    }

    /// The number of another decision in this room.
    public Mono<Long> count() {
        return rooms.countModeration(room.id());
    }

    /// Tells the room, once the transaction is committed.
    public Mono<Void> tell(RoomEvent event) {
        return outbox.add(LogEntry.of(room.id(), event, actor.id()));
    }

    /// Tells the room what another viewer did, for which that viewer is answerable.
    Mono<Void> tellOf(String viewer, RoomEvent event) {
        return outbox.add(LogEntry.of(room.id(), event, viewer));
    }

    Mono<Void> tell(List<RoomEvent> events) {
        return Flux.fromIterable(events).concatMap(this::tell).then();
    }

    /// Notes who did what.
    public Mono<Void> note(String action, @Nullable String viewer, @Nullable String event, String detail) {
        return audit.add(room.id(), now, actor.id(), action, viewer, event, detail);
    }

    /// Fails where a viewer ranks as high as the actor or higher.
    void outrank(String viewer) {
        if (policy.roleOf(actor.id()).compareTo(policy.roleOf(viewer)) <= 0) {
            throw Problem.of(ErrorCode.FORBIDDEN, "only who ranks higher may do this to that viewer")
                    .toException();
        }
    }

    /// Fails where a viewer ranks higher than the actor.
    void matchRank(String viewer) {
        if (policy.roleOf(actor.id()).compareTo(policy.roleOf(viewer)) < 0) {
            throw Problem.of(ErrorCode.FORBIDDEN, "that viewer ranks higher").toException();
        }
    }

    Role roleOf(String viewer) {
        return policy.roleOf(viewer);
    }
}
