package spate.api.history;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.Bearer;
import spate.api.web.Needs;
import spate.rooms.policy.Right;

/// The stored events of a room.
@RestController
@Tag(name = "messages")
final class HistoryController {

    private final Histories histories;
    private final Bearer bearer;

    HistoryController(Histories histories, Bearer bearer) {
        this.bearer = bearer;
        this.histories = histories;
    }

    @Operation(
            summary = "A page of the room's events, oldest first: the newest, or those before or after a position",
            description = "Every type of event is in it, as it went to the viewers, to the byte. `before` and `after`"
                    + " of the answer are the positions to go on with; `before` is null where nothing is older. While the"
                    + " room is hot the newest events come from a snapshot that is up to about a second old, and other"
                    + " pages may be refused with 429 and `Retry-After`.")
    @Needs(Right.READ)
    @GetMapping(path = "/api/rooms/{room}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> page(
            @PathVariable("room") String id,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            ServerHttpRequest request) {
        var query = HistoryQuery.of(before, after, limit);
        return histories.page(id, query, bearer.find(request)).map(HistoryPage::toJson);
    }
}
