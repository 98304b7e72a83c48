package spate.api.room;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.protocol.RoomId;
import spate.rooms.policy.Right;

/// Likes and follows.
@RestController
@Tag(name = "rooms")
final class FavourController {

    private final Admission admission;
    private final Favours favours;

    FavourController(Admission admission, Favours favours) {
        this.admission = admission;
        this.favours = favours;
    }

    @Operation(summary = "Like a room")
    @Needs(Right.LIKE)
    @PutMapping("/api/rooms/{room}/like")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> like(SignedIn viewer, @PathVariable("room") String room) {
        return add(Favours.Kind.LIKE, viewer, room);
    }

    @Operation(summary = "Like a room no more")
    @Needs(Right.LIKE)
    @DeleteMapping("/api/rooms/{room}/like")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unlike(SignedIn viewer, @PathVariable("room") String room) {
        return remove(Favours.Kind.LIKE, viewer, room);
    }

    @Operation(summary = "Follow a room")
    @Needs(Right.LIKE)
    @PutMapping("/api/rooms/{room}/follow")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> follow(SignedIn viewer, @PathVariable("room") String room) {
        return add(Favours.Kind.FOLLOW, viewer, room);
    }

    @Operation(summary = "Follow a room no more")
    @Needs(Right.LIKE)
    @DeleteMapping("/api/rooms/{room}/follow")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unfollow(SignedIn viewer, @PathVariable("room") String room) {
        return remove(Favours.Kind.FOLLOW, viewer, room);
    }

    private Mono<Void> add(Favours.Kind kind, SignedIn viewer, String room) {
        return allowed(viewer, room).flatMap(found -> favours.add(kind, found, viewer.id()));
    }

    private Mono<Void> remove(Favours.Kind kind, SignedIn viewer, String room) {
        return allowed(viewer, room).flatMap(found -> favours.remove(kind, found, viewer.id()));
    }

    private Mono<RoomId> allowed(SignedIn viewer, String room) {
        return admission.admit(viewer, room, Right.LIKE).map(Room::id);
    }
}
