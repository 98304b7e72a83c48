package spate.api.donation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.room.Admission;
import spate.api.token.Bearer;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.rooms.policy.Right;

/// Who gave how much, and what it came to.
@RestController
@Tag(name = "money")
final class DonorController {

    private static final int LIMIT_MAX = 200;

    private final DonorRows donors;
    private final StatementRows statements;
    private final Admission admission;
    private final Bearer bearer;
    private final String currency;
    private final Clock clock;

    DonorController(
            DonorRows donors,
            StatementRows statements,
            Admission admission,
            Bearer bearer,
            String currency,
            Clock clock) {
        this.donors = donors;
        this.statements = statements;
        this.admission = admission;
        this.bearer = bearer;
        this.currency = currency;
        this.clock = clock;
    }

    @Needs(Right.READ)
    @Operation(
            summary = "The donors of a room, who gave most first",
            description = "Of the last 24 hours, 7 days or 30 days, or of all time. What was refunded does not count.")
    @GetMapping("/api/rooms/{room}/donors")
    Mono<Ranking> donors(
            @PathVariable("room") String room,
            @Parameter(schema = @Schema(allowableValues = {"day", "week", "month", "all"}), example = "week")
                    @RequestParam(defaultValue = "all")
                    String window,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit,
            ServerHttpRequest request) {
        long since = Windows.since(window, clock.millis());
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor after = PageCursor.of(cursor);
        return admission
                .admit(bearer.find(request).orElse(null), room, Right.READ)
                .flatMap(found -> donors.page(found.id(), since, after, rowsMax))
                .map(found -> PageCursor.page(
                        found,
                        rowsMax,
                        each -> new PageCursor(each.amount(), each.viewer()),
                        (page, next) -> new Ranking(currency, page, next)));
    }

    @Needs(Right.REFUND)
    @Operation(
            summary = "What the room brought its owner; for the owner",
            description = "The sums are of the whole time, the entries a page of it, newest first. Without a time it is"
                    + " the last 30 days; 366 days at most.")
    @ApiResponse(responseCode = "200", description = "The statement")
    @ApiResponse(responseCode = "403", description = "`forbidden`: not the owner", content = @Content)
    @GetMapping("/api/rooms/{room}/statement")
    Mono<Statement> statement(
            SignedIn viewer,
            @PathVariable("room") String room,
            @Parameter(description = "Milliseconds since 1970", example = "1787400000000")
                    @RequestParam(required = false)
                    @Nullable
                    Long from,
            @Parameter(description = "The first millisecond that does not belong to it", example = "1790000000000")
                    @RequestParam(required = false)
                    @Nullable
                    Long to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Windows.Span span = Windows.of(from, to, clock.millis());
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor before = PageCursor.of(cursor);
        return admission.admit(viewer, room, Right.REFUND).flatMap(found -> {
            var asked = new StatementRows.Asked(found.id(), viewer.id(), span.from(), span.to());
            return statements
                    .sums(asked)
                    .flatMap(sums -> statements
                            .page(asked, before, rowsMax)
                            .map(rows -> PageCursor.page(
                                    rows,
                                    rowsMax,
                                    each -> new PageCursor(each.id(), ""),
                                    (entries, next) -> new Statement(
                                            room, currency, span.from(), span.to(), sums, entries, next))));
        });
    }

    /// A page of the ranking.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Ranking(
            @Schema(example = "KRW") String currency,
            List<DonorRows.Donor> donors,
            @Nullable String next) {}

    /// A statement.
    ///
    /// @param from milliseconds since 1970
    /// @param to the first that does not belong to it
    /// @param next the cursor of the next page of entries, null where this is the last
    record Statement(
            @Schema(example = "mina-live") String room,
            @Schema(example = "KRW") String currency,
            @Schema(example = "1787400000000") long from,
            @Schema(example = "1790000000000") long to,
            StatementRows.Sums sums,
            List<StatementRows.Entry> entries,
            @Nullable String next) {}
}
