package spate.api.moderation;

import java.util.List;
import reactor.core.publisher.Mono;
import spate.api.history.StoredEvents;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.Right;

/// Removes messages and puts them up. A message that was posted just now may not be archived yet; it is waited for
/// a little. Thread-safe.
final class Removals {

    private final Moderation moderation;
    private final Rooms rooms;
    private final StoredEvents events;
    private final PinRows pins;
    private final Removal removal;

    Removals(Moderation moderation, Rooms rooms, StoredEvents events, PinRows pins, Removal removal) {
        this.moderation = moderation;
        this.rooms = rooms;
        this.events = events;
        this.pins = pins;
        this.removal = removal;
    }

    /// Removes a message or donation of one's own, or as a moderator anybody's. Does nothing where it is removed
    /// already.
    Mono<Void> remove(SignedIn actor, String room, String event) {
        EventId id = EventId.parse(event).orElseThrow(Removals::unknown);
        return rooms.require(room, actor.id())
                .flatMap(found -> author(found.id(), id).defaultIfEmpty(""))
                .flatMap(author -> remove(actor, room, id, author));
    }

    private Mono<Void> remove(SignedIn actor, String room, EventId id, String author) {
        boolean isOwn = author.equals(actor.id());
        Right right = isOwn ? Right.REMOVE_OWN : Right.REMOVE_ANY;
        return moderation.act(actor, room, right, List.of(author), act -> {
            if (!isOwn) {
                act.matchRank(author);
            }
            // A moderator may be ahead of an archive that is behind; nobody else can tell whose message it is.
            return removal.of(act, id)
                    .filter(isNew -> isNew)
                    .flatMap(_ -> act.note("remove", author.isEmpty() ? null : author, id.value(), ""));
        });
    }

    /// Hides all messages of a viewer.
    Mono<Void> clear(SignedIn actor, String room, String viewer) {
        return moderation.act(actor, room, Right.REMOVE_ANY, List.of(viewer), act -> {
            act.matchRank(viewer);
            return act.count()
                    .flatMap(version -> act.tell(new RoomEvent.Cleared(
                                    EventId.random().value(), act.now(), viewer, "clear", act.by(), null, version))
                            .then(pins.deleteOf(act.room().id(), viewer, version, act.now())))
                    .then(act.note("clear", viewer, null, ""));
        });
    }

    /// Pins a message, in the place of the one that was.
    Mono<RoomEvent.Message> pin(SignedIn actor, String room, String event) {
        EventId id = EventId.parse(event).orElseThrow(Removals::unknown);
        return rooms.require(room, actor.id())
                .flatMap(found -> stored(found.id(), id))
                .switchIfEmpty(Mono.error(Removals::unknown))
                .flatMap(message -> moderation.act(
                        actor, room, Right.PIN, List.of(message.by().id()), act -> pinned(act, message)));
    }

    private Mono<RoomEvent.Message> pinned(Act act, RoomEvent.Message found) {
        String id = EventId.random().value();
        RoomId room = act.room().id();
        return shown(act, found)
                .flatMap(message -> act.count()
                        .flatMap(version -> pins.put(room, message, version)
                                .then(pins.quote(room, message, id))
                                .then(act.tell(new RoomEvent.Pinned(id, act.now(), message, version))))
                        .then(act.note("pin", message.by().id(), message.id(), ""))
                        .thenReturn(message));
    }

    /// The message as it is shown by everything that was decided, or a failure. The room is locked, so nothing more is
    /// decided; what was, the archive may not have read yet.
    private Mono<RoomEvent.Message> shown(Act act, RoomEvent.Message message) {
        RoomId room = act.room().id();
        String author = message.by().id();
        if (act.policy().restrictionOf(author, act.now()) != null) {
            return Mono.error(unknown());
        }
        return pins.isHiding(room, author, act.now())
                .flatMap(isHiding -> isHiding ? Mono.error(undecided()) : pins.isRemoved(room, message.id()))
                .filter(isRemoved -> !isRemoved)
                .flatMap(_ -> events.find(room, new EventId(message.id())))
                .map(EventJson::decode)
                .ofType(RoomEvent.Message.class)
                .switchIfEmpty(Mono.error(Removals::unknown));
    }

    /// Takes the pin away; does nothing where there is none.
    Mono<Void> unpin(SignedIn actor, String room) {
        return moderation.act(actor, room, Right.PIN, List.of(), act -> {
            RoomId id = act.room().id();
            String event = EventId.random().value();
            return pins.find(id)
                    .flatMap(message -> act.count()
                            .flatMap(version -> pins.delete(id)
                                    .then(pins.quote(id, message, event))
                                    .then(act.tell(new RoomEvent.Unpinned(event, act.now(), message, version))))
                            .then(act.note("unpin", message.by().id(), message.id(), "")));
        });
    }

    /// Whose message or donation it is, hidden or not, or empty where there is none within two seconds.
    private Mono<String> author(RoomId room, EventId id) {
        return StoredEvents.soon(events.origin(room, id))
                .flatMap(origin -> origin.isRemovable() ? Mono.just(origin.author()) : Mono.error(unknown()));
    }

    /// The message with an id, or empty where there is none within two seconds.
    private Mono<RoomEvent.Message> stored(RoomId room, EventId id) {
        return StoredEvents.soon(events.find(room, id))
                .map(EventJson::decode)
                .flatMap(event ->
                        event instanceof RoomEvent.Message message ? Mono.just(message) : Mono.error(unknown()));
    }

    private static RuntimeException undecided() {
        return Problem.unavailable("messages of its author are being hidden: try again in a moment")
                .toException();
    }

    private static RuntimeException unknown() {
        return Problem.of(ErrorCode.MESSAGE_UNKNOWN, "no such message in this room")
                .toException();
    }
}
