package spate.api.moderation;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.Right;
import spate.rooms.posting.Messages;

/// Decides about messages that wait. Thread-safe.
final class HeldReview {

    private final Moderation moderation;
    private final Rooms rooms;
    private final HeldRows rows;
    private final Duration life;

    HeldReview(Moderation moderation, Rooms rooms, HeldRows rows, Duration life) {
        this.moderation = moderation;
        this.rooms = rooms;
        this.rows = rows;
        this.life = life;
    }

    /// What was held before is gone, whether it is deleted yet or not.
    long since(long now) {
        return now - life.toMillis();
    }

    /// Approves or refuses a message. Comes with what became of it.
    Mono<HeldRows.Held> decide(SignedIn actor, String room, String event, boolean isApproval) {
        // Read before the right is checked only to know whose standing matters; nothing of it is told.
        return rooms.require(room)
                .flatMap(found -> rows.find(found.id(), Long.MIN_VALUE, event))
                .map(held -> held.author().id())
                .defaultIfEmpty("")
                .flatMap(author -> moderation.act(
                        actor,
                        room,
                        Right.REVIEW,
                        List.of(author),
                        act -> rows.find(act.room().id(), since(act.now()), event)
                                .switchIfEmpty(Mono.error(HeldReview::unknown))
                                .flatMap(held -> decided(act, held, isApproval))));
    }

    private Mono<HeldRows.Held> decided(Act act, HeldRows.Held held, boolean isApproval) {
        if (!held.waits()) {
            throw Problem.of(409, "already_answered", "this message was decided already")
                    .toException();
        }
        if (isApproval) {
            checkShowable(act, held);
        }
        String state = isApproval ? "approved" : "refused";
        return rows.decide(act.room().id(), held.id(), state, act.actor().id(), act.now())
                .then(isApproval ? shown(act, held) : Mono.empty())
                .then(act.note("held_" + state, held.author().id(), held.id(), ""))
                .then(rows.find(act.room().id(), since(act.now()), held.id()));
    }

    private static Mono<Void> shown(Act act, HeldRows.Held held) {
        var message = new RoomEvent.Message(
                held.id(), act.now(), Messages.author(act.policy(), held.poster()), held.text(), held.replyTo());
        return act.tellOf(held.author().id(), message);
    }

    private static void checkShowable(Act act, HeldRows.Held held) {
        if (act.policy().restrictionOf(held.author().id(), act.now()) != null) {
            throw Problem.of(409, "author_restricted", "its author is kept from writing now: nobody would see it")
                    .toException();
        }
        if (!act.room().settings().open()) {
            throw Problem.of(ErrorCode.ROOM_CLOSED, "the chat of this room is closed")
                    .toException();
        }
    }

    private static RuntimeException unknown() {
        return Problem.of(ErrorCode.MESSAGE_UNKNOWN, "no such message waits in this room")
                .toException();
    }
}
