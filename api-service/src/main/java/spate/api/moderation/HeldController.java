package spate.api.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.api.web.Problem;
import spate.api.web.Violations;
import spate.rooms.policy.Right;

/// Messages that wait for moderators because of a blocked word.
@RestController
@Tag(name = "moderation")
final class HeldController {

    private static final int LIMIT_MAX = 200;

    private final Moderation moderation;
    private final HeldReview review;
    private final HeldRows rows;

    HeldController(Moderation moderation, HeldReview review, HeldRows rows) {
        this.moderation = moderation;
        this.review = review;
        this.rows = rows;
    }

    @Operation(summary = "Messages that wait for a decision, the oldest first; for moderators")
    @Needs(Right.REVIEW)
    @GetMapping("/api/rooms/{room}/held")
    Mono<Page> list(
            SignedIn viewer,
            @PathVariable("room") String room,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (!List.of("open", "approved", "refused").contains(state)) {
            throw Problem.invalidParameter("state", "state must be open, approved or refused")
                    .toException();
        }
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor after = PageCursor.of(cursor);
        return moderation
                .read(
                        viewer,
                        room,
                        Right.REVIEW,
                        act -> rows.page(act.room().id(), review.since(act.now()), state, after, rowsMax))
                .map(found -> Page.of(found, rowsMax));
    }

    @Operation(summary = "The own messages that wait or were decided, the newest first")
    @Needs(Right.READ)
    @GetMapping("/api/rooms/{room}/held/mine")
    Mono<Page> mine(
            SignedIn viewer,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor before = PageCursor.of(cursor);
        return moderation
                .read(
                        viewer,
                        room,
                        Right.READ,
                        act -> rows.pageOf(act.room().id(), review.since(act.now()), viewer.id(), before, rowsMax))
                .map(found -> Page.of(found, rowsMax));
    }

    @Operation(
            summary = "Approve or refuse a message that waits; by moderators",
            description = "An approved message appears once, under this id, with its author's name and the time of the"
                    + " approval. 409 where it was decided already, where its author is kept from writing now, and where"
                    + " the chat is closed.")
    @Needs(Right.REVIEW)
    @PutMapping("/api/rooms/{room}/held/{id}")
    Mono<HeldRows.Held> decide(
            SignedIn actor,
            @PathVariable("room") String room,
            @PathVariable("id") String id,
            @RequestBody Decision body) {
        return review.decide(actor, room, id, body.checked());
    }

    /// @param decision `approve` or `refuse`
    record Decision(
            @Schema(
                    example = "approve",
                    allowableValues = {"approve", "refuse"})
            @Nullable
            String decision) {

        /// Whether it approves.
        boolean checked() {
            var violations = new Violations();
            String decided = violations.word("decision", decision, "approve", "refuse");
            violations.throwIfAny();
            return decided.equals("approve");
        }
    }

    /// A page of messages.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<HeldRows.Held> messages, @Nullable String next) {

        static Page of(List<HeldRows.Held> found, int limit) {
            return PageCursor.page(found, limit, held -> new PageCursor(held.at(), held.id()), Page::new);
        }
    }
}
