package spate.api.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.rooms.policy.Right;

/// Moderators, VIPs and members of a room. A viewer is one of them at most: giving another role takes the old one.
@RestController
@Tag(name = "roles")
final class RoleController {

    private static final int LIMIT_MAX = 200;

    private final Moderation moderation;
    private final Roles roles;
    private final RoleRows rows;

    RoleController(Moderation moderation, Roles roles, RoleRows rows) {
        this.moderation = moderation;
        this.roles = roles;
        this.rows = rows;
    }

    @Operation(summary = "Make a viewer a moderator; by the owner")
    @Needs(Right.GIVE_MODERATOR)
    @PutMapping("/api/rooms/{room}/moderators/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> addModerator(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return roles.give(actor, room, viewer, Roles.Kind.MODERATOR);
    }

    @Operation(summary = "Take a moderator's role; by the owner")
    @Needs(Right.GIVE_MODERATOR)
    @DeleteMapping("/api/rooms/{room}/moderators/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> dropModerator(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return roles.take(actor, room, viewer, Roles.Kind.MODERATOR);
    }

    @Operation(summary = "The moderators")
    @Needs(Right.SEE_ROLES)
    @GetMapping("/api/rooms/{room}/moderators")
    Mono<Page> moderators(
            SignedIn actor,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return list(actor, room, Roles.Kind.MODERATOR, cursor, limit);
    }

    @Operation(summary = "Make a viewer a VIP; by moderators")
    @Needs(Right.GIVE_VIP)
    @PutMapping("/api/rooms/{room}/vips/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> addVip(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return roles.give(actor, room, viewer, Roles.Kind.VIP);
    }

    @Operation(summary = "Take a VIP's role; by moderators")
    @Needs(Right.GIVE_VIP)
    @DeleteMapping("/api/rooms/{room}/vips/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> dropVip(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return roles.take(actor, room, viewer, Roles.Kind.VIP);
    }

    @Operation(summary = "The VIPs")
    @Needs(Right.SEE_ROLES)
    @GetMapping("/api/rooms/{room}/vips")
    Mono<Page> vips(
            SignedIn actor,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return list(actor, room, Roles.Kind.VIP, cursor, limit);
    }

    @Operation(summary = "Make a viewer a member, who may write where only members may; by moderators")
    @Needs(Right.GIVE_VIP)
    @PutMapping("/api/rooms/{room}/members/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> addMember(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return roles.give(actor, room, viewer, Roles.Kind.MEMBER);
    }

    @Operation(summary = "Take a member's role; by moderators")
    @Needs(Right.GIVE_VIP)
    @DeleteMapping("/api/rooms/{room}/members/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> dropMember(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return roles.take(actor, room, viewer, Roles.Kind.MEMBER);
    }

    @Operation(summary = "The members; for moderators")
    @Needs(Right.GIVE_VIP)
    @GetMapping("/api/rooms/{room}/members")
    Mono<Page> members(
            SignedIn actor,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return list(actor, room, Roles.Kind.MEMBER, cursor, limit);
    }

    private Mono<Page> list(SignedIn actor, String room, Roles.Kind kind, @Nullable String cursor, int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor after = PageCursor.of(cursor);
        Right right = kind == Roles.Kind.MEMBER ? Right.GIVE_VIP : Right.SEE_ROLES;
        return moderation.read(
                actor,
                room,
                right,
                act -> rows.page(act.room().id(), kind.word(), after, rowsMax)
                        .map(found ->
                                PageCursor.page(found, rowsMax, given -> new PageCursor(0, given.id()), Page::new)));
    }

    /// A page of viewers with a role.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<RoleRows.Given> viewers, @Nullable String next) {}
}
