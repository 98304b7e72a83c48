package spate.api.room;

import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.Standing;

/// Lets viewers into a room for what they have the right to do there. Thread-safe.
public final class Admission {

    private final Rooms rooms;
    private final Policies policies;
    private final Clock clock;

    Admission(Rooms rooms, Policies policies, Clock clock) {
        this.rooms = rooms;
        this.policies = policies;
        this.clock = clock;
    }

    /// The room. Fails with a 404 problem where there is none, and with 403 where the viewer has not the right now.
    public Mono<Room> admit(SignedIn viewer, String room, Right right) {
        return rooms.require(room)
                .flatMap(found -> policies.of(found, List.of(viewer.id()))
                        .doOnNext(policy -> check(policy, viewer, right, clock.millis()))
                        .thenReturn(found));
    }

    /// Checks a right in a room at a time, milliseconds since 1970.
    ///
    /// @param policy knows the viewer
    /// @throws spate.api.web.ProblemException 403 where the viewer has it not
    public static void check(RoomPolicy policy, SignedIn viewer, Right right, long now) {
        Standing standing = policy.standingOf(viewer.id(), now);
        if (!right.isOf(standing)) {
            throw switch (standing) {
                case BANNED ->
                    Problem.of(ErrorCode.BANNED, "you are banned from this room")
                            .toException();
                case TIMED_OUT ->
                    Problem.of(ErrorCode.TIMED_OUT, "you are timed out in this room")
                            .toException();
                case GUEST, VIEWER, VIP, MODERATOR, OWNER ->
                    Problem.of(ErrorCode.FORBIDDEN, "you may not " + right.words() + " here")
                            .toException();
            };
        }
    }
}
