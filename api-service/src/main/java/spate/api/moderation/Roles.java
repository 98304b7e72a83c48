package spate.api.moderation;

import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;
import spate.api.account.Viewer;
import spate.api.account.Viewers;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.Right;
import spate.rooms.policy.Role;

/// Gives and takes roles. Thread-safe.
final class Roles {

    /// A role that is given, and how many of a room may have it.
    enum Kind {
        MODERATOR(Right.GIVE_MODERATOR, Role.MODERATOR, 200),
        VIP(Right.GIVE_VIP, Role.VIP, 1_000),
        /// No role on the wire: others cannot see it.
        MEMBER(Right.GIVE_VIP, Role.VIEWER, 100_000);

        private final Right right;
        private final Role role;
        private final int most;
        private final String word = name().toLowerCase(Locale.ROOT);

        Kind(Right right, Role role, int most) {
            this.right = right;
            this.role = role;
            this.most = most;
        }

        String word() {
            return word;
        }
    }

    private final Moderation moderation;
    private final RoleRows rows;
    private final Viewers viewers;

    Roles(Moderation moderation, RoleRows rows, Viewers viewers) {
        this.moderation = moderation;
        this.rows = rows;
        this.viewers = viewers;
    }

    /// Gives a role; does nothing where the viewer has it.
    Mono<Void> give(SignedIn actor, String room, String viewer, Kind kind) {
        return moderation.act(
                actor,
                room,
                kind.right,
                List.of(viewer),
                act -> known(viewer)
                        .doOnNext(found -> act.outrank(viewer))
                        .flatMap(found -> rows.find(act.room().id(), viewer)
                                .flatMap(now -> now.equals(kind.word)
                                        ? Mono.empty()
                                        : belowMost(act, kind).then(given(act, found, kind)))));
    }

    private Mono<Void> belowMost(Act act, Kind kind) {
        return rows.count(act.room().id(), kind.word)
                .flatMap(count -> count < kind.most
                        ? Mono.empty()
                        : Mono.error(Problem.of(409, "too_many", "at most " + kind.most + " of this role in a room")
                                .toException()));
    }

    private Mono<Void> given(Act act, Viewer viewer, Kind kind) {
        return act.count()
                .flatMap(version -> rows.put(
                                act.room().id(),
                                viewer.id(),
                                kind.word,
                                version,
                                act.actor().id(),
                                act.now())
                        .then(tell(act, viewer, kind.role, version)))
                .then(act.note("role", viewer.id(), null, kind.word));
    }

    /// Takes a role; does nothing where the viewer has another one or none.
    Mono<Void> take(SignedIn actor, String room, String viewer, Kind kind) {
        return moderation.act(
                actor,
                room,
                kind.right,
                List.of(viewer),
                act -> known(viewer)
                        .flatMap(found -> rows.find(act.room().id(), viewer)
                                .filter(now -> now.equals(kind.word))
                                .flatMap(_ -> taken(act, found))));
    }

    private Mono<Void> taken(Act act, Viewer viewer) {
        return act.count()
                .flatMap(version ->
                        rows.delete(act.room().id(), viewer.id()).then(tell(act, viewer, Role.VIEWER, version)))
                .then(act.note("role", viewer.id(), null, "viewer"));
    }

    /// Nobody is told where what others see stays.
    private static Mono<Void> tell(Act act, Viewer viewer, Role role, long version) {
        if (act.roleOf(viewer.id()) == role) {
            return Mono.empty();
        }
        String id = EventId.random().value();
        return act.tell(new RoomEvent.RoleGiven(
                id, act.now(), viewer.id(), viewer.displayName(), role.word(), act.by(), version));
    }

    private Mono<Viewer> known(String viewer) {
        return viewers.find(viewer)
                .switchIfEmpty(Mono.error(() ->
                        Problem.of(ErrorCode.VIEWER_UNKNOWN, "no such viewer").toException()));
    }
}
