package spate.api.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.room.Admission;
import spate.api.token.Bearer;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.Violations;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.Right;

/// What moderators do with messages, and what they say themselves.
@RestController
@Tag(name = "moderation")
final class MessageController {

    private final Removals removals;
    private final Announcements announcements;
    private final Admission admission;
    private final Bearer bearer;
    private final PinRows pins;

    MessageController(
            Removals removals, Announcements announcements, Admission admission, Bearer bearer, PinRows pins) {
        this.removals = removals;
        this.announcements = announcements;
        this.admission = admission;
        this.bearer = bearer;
        this.pins = pins;
    }

    @Operation(
            summary = "Remove a message: one's own, or as a moderator anybody's who does not rank higher",
            description =
                    "A donation is removed as a message is: it goes from the chat and its history, and its text from"
                            + " the list of donations. The money stays where it is.")
    @Needs({Right.REMOVE_ANY, Right.REMOVE_OWN})
    @DeleteMapping("/api/rooms/{room}/messages/{event}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(SignedIn actor, @PathVariable("room") String room, @PathVariable("event") String event) {
        return removals.remove(actor, room, event);
    }

    @Operation(summary = "Hide all messages of a viewer; by moderators")
    @Needs(Right.REMOVE_ANY)
    @DeleteMapping("/api/rooms/{room}/viewers/{viewer}/messages")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> clear(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return removals.clear(actor, room, viewer);
    }

    @Operation(summary = "The pinned message; null where there is none")
    @Needs(Right.READ)
    @GetMapping("/api/rooms/{room}/pin")
    Mono<Pinned> pinned(@PathVariable("room") String room, ServerHttpRequest request) {
        SignedIn viewer = bearer.find(request).orElse(null);
        return admission
                .admit(viewer, room, Right.READ)
                .flatMap(found -> pins.find(found.id()).map(Pinned::new).defaultIfEmpty(new Pinned(null)));
    }

    @Operation(summary = "Pin a message, in the place of the one that was; by moderators")
    @Needs(Right.PIN)
    @PutMapping("/api/rooms/{room}/pin")
    Mono<Pinned> pin(SignedIn actor, @PathVariable("room") String room, @RequestBody Pin body) {
        return removals.pin(actor, room, body.checked()).map(Pinned::new);
    }

    @Operation(summary = "Take the pin away; by moderators")
    @Needs(Right.PIN)
    @DeleteMapping("/api/rooms/{room}/pin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unpin(SignedIn actor, @PathVariable("room") String room) {
        return removals.unpin(actor, room);
    }

    @Operation(summary = "Send a notice to everyone in the room; by moderators")
    @Needs(Right.NOTICE)
    @PostMapping("/api/rooms/{room}/notices")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Told> notice(SignedIn actor, @PathVariable("room") String room, @RequestBody Notice body) {
        return announcements.notice(actor, room, body.checked()).map(Told::new);
    }

    @Operation(summary = "Pause the chat for all but moderators and the owner; by moderators")
    @Needs(Right.SHIELD)
    @PutMapping("/api/rooms/{room}/shield")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> raiseShield(SignedIn actor, @PathVariable("room") String room) {
        return announcements.shield(actor, room, true);
    }

    @Operation(summary = "Let the chat go on; by moderators")
    @Needs(Right.SHIELD)
    @DeleteMapping("/api/rooms/{room}/shield")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> lowerShield(SignedIn actor, @PathVariable("room") String room) {
        return announcements.shield(actor, room, false);
    }

    /// @param event id of the message
    record Pin(@Nullable String event) {

        String checked() {
            var violations = new Violations();
            String id = violations.required("event", event);
            violations.throwIfAny();
            return id;
        }
    }

    /// @param pinned the message event, or null
    record Pinned(RoomEvent.@Nullable Message pinned) {}

    /// @param text 1 to 500 characters
    record Notice(@Nullable String text) {

        private static final int TEXT_MAX = 500;

        String checked() {
            var violations = new Violations();
            String checked = violations.text("text", violations.required("text", text), text == null ? 0 : 1, TEXT_MAX);
            violations.throwIfAny();
            return checked;
        }
    }

    /// @param event id of the notice
    record Told(String event) {}
}
