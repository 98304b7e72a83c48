package spate.api.room;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.rooms.policy.People;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.Standing;

/// Asks the table of rights for whoever calls. Thread-safe.
public final class RoomRights {

    private final Policies policies;
    private final Clock clock;

    RoomRights(Policies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /// The room's policy, which knows the owner and this viewer only. Fails with 401 or 403 where the
    /// viewer has not the right now. A guest costs no look-up.
    ///
    /// @param viewer null for a guest
    public Mono<RoomPolicy> require(Room room, @Nullable SignedIn viewer, Right right) {
        Mono<RoomPolicy> policy = viewer == null
                ? Mono.fromSupplier(() -> room.policy(People.NONE))
                : policies.of(room, List.of(viewer.id()));
        return policy.doOnNext(found -> check(found, viewer == null ? null : viewer.id(), right, clock.millis()));
    }

    /// Ends the request where a viewer has not the right.
    ///
    /// @param viewer viewer id, null for a guest
    /// @param now milliseconds since 1970
    /// @throws spate.api.web.ProblemException 401 or 403 where the viewer has not the right
    public static void check(RoomPolicy policy, @Nullable String viewer, Right right, long now) {
        Standing standing = policy.standingOf(viewer, now);
        if (policy.allows(right, viewer, now)) {
            return;
        }
        throw switch (standing) {
            case STRANGER -> Problem.roomUnknown().toException();
            case GUEST ->
                Problem.of(ErrorCode.SIGN_IN_REQUIRED, "sign in first").toException();
            case BANNED ->
                Problem.of(ErrorCode.BANNED, "you are banned from this room").toException();
            case TIMED_OUT ->
                Problem.of(ErrorCode.TIMED_OUT, "you are timed out in this room")
                        .toException();
            case VIEWER, VIP, MODERATOR, OWNER, BOT ->
                Problem.of(ErrorCode.FORBIDDEN, "you may not " + right.words() + " here")
                        .toException();
        };
    }
}
