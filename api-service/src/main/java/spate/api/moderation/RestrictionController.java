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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.rooms.policy.Right;

/// Timeouts and bans.
@RestController
@Tag(name = "moderation")
final class RestrictionController {

    private static final int LIMIT_MAX = 200;

    private final Moderation moderation;
    private final Restrictions restrictions;
    private final RestrictionRows rows;

    RestrictionController(Moderation moderation, Restrictions restrictions, RestrictionRows rows) {
        this.moderation = moderation;
        this.restrictions = restrictions;
        this.rows = rows;
    }

    @Operation(
            summary = "Time a viewer out or ban the viewer; by moderators, over viewers who rank lower",
            description = "All messages of the viewer in this room are hidden, and nothing that stands behind this in"
                    + " the room's log is shown until it is over or lifted.")
    @Needs(Right.RESTRICT)
    @PutMapping("/api/rooms/{room}/restrictions/{viewer}")
    Mono<Restrictions.Restricted> restrict(
            SignedIn actor,
            @PathVariable("room") String room,
            @PathVariable("viewer") String viewer,
            @RequestBody Restrictions.Wanted body) {
        return restrictions.restrict(actor, room, viewer, body);
    }

    @Operation(summary = "Lift a timeout or ban; by moderators")
    @Needs(Right.RESTRICT)
    @DeleteMapping("/api/rooms/{room}/restrictions/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> lift(SignedIn actor, @PathVariable("room") String room, @PathVariable("viewer") String viewer) {
        return restrictions.lift(actor, room, viewer);
    }

    @Operation(summary = "Who is timed out or banned now, the newest first; for moderators")
    @Needs(Right.RESTRICT)
    @GetMapping("/api/rooms/{room}/restrictions")
    Mono<Page> list(
            SignedIn actor,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor before = PageCursor.of(cursor);
        return moderation.read(
                actor,
                room,
                Right.RESTRICT,
                act -> rows.page(act.room().id(), act.now(), before, rowsMax)
                        .map(found -> PageCursor.page(
                                found, rowsMax, each -> new PageCursor(each.since(), each.viewer()), Page::new)));
    }

    /// A page of restrictions.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(
            List<RestrictionRows.Listed> restrictions,
            @Nullable String next) {}
}
