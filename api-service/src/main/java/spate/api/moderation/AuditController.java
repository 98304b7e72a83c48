package spate.api.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.rooms.policy.Right;

/// The audit list of a room.
@RestController
@Tag(name = "moderation")
final class AuditController {

    private static final int LIMIT_MAX = 200;

    private final Moderation moderation;
    private final AuditRows rows;

    AuditController(Moderation moderation, AuditRows rows) {
        this.moderation = moderation;
        this.rows = rows;
    }

    @Operation(summary = "Who moderated what, newest first; for moderators")
    @Needs(Right.SEE_AUDIT)
    @GetMapping("/api/rooms/{room}/audit")
    Mono<Page> list(
            SignedIn viewer,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor before = PageCursor.of(cursor);
        return moderation.read(
                viewer,
                room,
                Right.SEE_AUDIT,
                act -> rows.page(act.room().id(), before, rowsMax)
                        .map(found ->
                                PageCursor.page(found, rowsMax, entry -> new PageCursor(entry.id(), ""), Page::new)));
    }

    /// A page of the audit list.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<AuditRows.Entry> entries, @Nullable String next) {}
}
