package spate.api.donation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.room.Policies;
import spate.api.room.Room;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.RoomTies;
import spate.rooms.posting.Draft;
import spate.rooms.posting.MessageGate;
import spate.rooms.posting.Screened;
import spate.rooms.words.WordLists;

/// Asks whether a room takes a donation: who may not write there may not donate, and the text of a donation
/// obeys what messages obey. Thread-safe.
final class DonationGate {

    private final Policies policies;
    private final WordLists words;
    private final RoomTies ties;

    DonationGate(Policies policies, WordLists words, RoomTies ties) {
        this.policies = policies;
        this.words = words;
        this.ties = ties;
    }

    /// The policy that takes the donation; a problem where it does not.
    ///
    /// @param at milliseconds since 1970
    Mono<RoomPolicy> check(Room room, SignedIn donor, @Nullable String text, long at) {
        if (room.isLeft()) {
            // Its chat is closed within moments; until then nobody is to give to a wallet that nobody has.
            return Mono.error(Problem.of(ErrorCode.ROOM_CLOSED, "the owner of this room has left")
                    .toException());
        }
        return policies.of(room, List.of(donor.id()))
                .doOnNext(policy -> throwIf(MessageGate.donation(policy, donor.id(), text, at)));
    }

    /// The same before a transaction begins, and whether who writes must follow the room or be a member of
    /// it, and what becomes of blocked words: what that is asked of may need a connection of its own. Comes
    /// with the text as everyone is to see it.
    Mono<Shown> checkFirst(Room room, SignedIn donor, @Nullable String text, long at) {
        return check(room, donor, text, at)
                .flatMap(policy -> text == null
                        ? Mono.just(new Shown(null))
                        : tied(policy, donor, at)
                                .then(words.find(policy.room()))
                                .map(known -> screened(policy.with(known), donor, text, at)));
    }

    private Mono<Void> tied(RoomPolicy policy, SignedIn donor, long at) {
        if (!MessageGate.asksForTie(policy, donor.id(), at)) {
            return Mono.empty();
        }
        return ties.find(policy.room(), donor.id())
                .doOnNext(tie -> throwIf(MessageGate.tied(policy, tie, at)))
                .then();
    }

    /// Money does not wait for moderators: what would be held is refused.
    private static Shown screened(RoomPolicy policy, SignedIn donor, String text, long at) {
        return switch (MessageGate.screen(policy, donor.id(), new Draft(text, null, null), at)) {
            case Screened.Passed(Draft passed) -> new Shown(passed.text());
            case Screened.Held _ -> throw Problem.of(MessageGate.blocked()).toException();
            case Screened.Refused(Refusal refusal) -> throw Problem.of(refusal).toException();
        };
    }

    private static void throwIf(@Nullable Refusal refusal) {
        if (refusal != null) {
            throw Problem.of(refusal).toException();
        }
    }

    /// The text as everyone is to see it; null for none.
    record Shown(@Nullable String text) {}
}
