package spate.api.donation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.room.Policies;
import spate.api.room.Room;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.Refusal;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.RoomTies;
import spate.rooms.posting.MessageGate;

/// Asks whether a room takes a donation: who may not write there may not donate, and the text of a donation
/// obeys what messages obey. Thread-safe.
final class DonationGate {

    private final Policies policies;
    private final RoomTies ties;

    DonationGate(Policies policies, RoomTies ties) {
        this.policies = policies;
        this.ties = ties;
    }

    /// The policy that takes the donation; a problem where it does not.
    ///
    /// @param at milliseconds since 1970
    Mono<RoomPolicy> check(Room room, SignedIn donor, @Nullable String text, long at) {
        return policies.of(room, List.of(donor.id()))
                .doOnNext(policy -> throwIf(MessageGate.donation(policy, donor.id(), text, at)));
    }

    /// The same before a transaction begins, and whether who writes must follow the room or be a member of
    /// it: what that is asked of may need a connection of its own.
    Mono<RoomPolicy> checkFirst(Room room, SignedIn donor, @Nullable String text, long at) {
        return check(room, donor, text, at).flatMap(policy -> {
            if (text == null || !MessageGate.asksForTie(policy, donor.id(), at)) {
                return Mono.just(policy);
            }
            return ties.find(policy.room(), donor.id())
                    .doOnNext(tie -> throwIf(MessageGate.tied(policy, tie, at)))
                    .thenReturn(policy);
        });
    }

    private static void throwIf(@Nullable Refusal refusal) {
        if (refusal != null) {
            throw Problem.of(refusal).toException();
        }
    }
}
