package spate.api.conversation;

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
import spate.api.web.PageCursor;

/// Whom one wants to hear nothing from in direct rooms.
@RestController
@Tag(name = "conversations")
final class BlockController {

    private static final int LIMIT_MAX = 200;

    private final Blocks blocks;
    private final BlockRows rows;

    BlockController(Blocks blocks, BlockRows rows) {
        this.blocks = blocks;
        this.rows = rows;
    }

    @Operation(
            summary = "Block a viewer: neither of the two can begin a conversation with the other, nor write in theirs",
            description = "What was written stays readable. In other rooms nothing changes.")
    @PutMapping("/api/me/blocks/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> block(SignedIn viewer, @PathVariable("viewer") String other) {
        return blocks.block(viewer, other);
    }

    @Operation(summary = "Block a viewer no more")
    @DeleteMapping("/api/me/blocks/{viewer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unblock(SignedIn viewer, @PathVariable("viewer") String other) {
        return blocks.unblock(viewer, other);
    }

    @Operation(summary = "Whom one blocks")
    @GetMapping("/api/me/blocks")
    Mono<Page> list(
            SignedIn viewer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        return rows.page(viewer.id(), PageCursor.of(cursor), rowsMax)
                .map(found -> PageCursor.page(found, rowsMax, each -> new PageCursor(0, each.id()), Page::new));
    }

    /// A page of blocked viewers.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<BlockRows.Blocked> viewers, @Nullable String next) {}
}
