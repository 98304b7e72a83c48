package spate.api.moderation;

import java.util.List;
import reactor.core.publisher.Mono;
import spate.api.room.Room;
import spate.api.token.SignedIn;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.Right;

/// What moderators say to a whole room: a notice, or that it pauses. Thread-safe.
final class Announcements {

    private final Moderation moderation;

    Announcements(Moderation moderation) {
        this.moderation = moderation;
    }

    /// Comes with the id of the notice.
    Mono<String> notice(SignedIn actor, String room, String text) {
        String id = EventId.random().value();
        return moderation.act(
                actor,
                room,
                Right.NOTICE,
                List.of(),
                act -> act.tell(new RoomEvent.Notice(id, act.now(), text, act.by()))
                        .then(act.note("notice", null, id, excerpt(text)))
                        .thenReturn(id));
    }

    /// Pauses the chat or lets it go on; does nothing where it is so already.
    Mono<Void> shield(SignedIn actor, String room, boolean isUp) {
        return moderation.act(actor, room, Right.SHIELD, List.of(), act -> {
            Room before = act.room();
            if (before.settings().shield() == isUp) {
                return Mono.empty();
            }
            Room after = before.with(before.settings().withShield(isUp));
            var event = new RoomEvent.Settings(EventId.random().value(), act.now(), after.settings(), after.version());
            return act.rooms()
                    .change(after, after.settings().open() ? null : act.now())
                    .then(act.tell(event))
                    .then(act.note(isUp ? "shield" : "unshield", null, null, ""));
        });
    }

    private static String excerpt(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= 100 ? text : text.substring(0, text.offsetByCodePoints(0, 99)) + "…";
    }
}
