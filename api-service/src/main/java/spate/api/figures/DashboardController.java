package spate.api.figures;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.room.Admission;
import spate.api.token.Bearer;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.rooms.policy.Right;

/// The figures of a room.
@RestController
@Tag(name = "figures")
final class DashboardController {

    private static final String EXAMPLE = """
            {"room":"morning-show","from":1790000000000,"to":1790000120000,"step":60,
             "now":{"at":1790000100500,"viewers":812,"peak":903,"hot":false},
             "totals":{"messages":412,"chatters":97,"reactions":3120,"donations":2,"donated":15000,"joins":40,
              "leaves":31,"moderated":3},
             "series":[{"at":1790000000000,"viewers":803,"peak":903,"messages":231,"chatters":71,"reactions":2100,
              "donations":2,"donated":15000,"joins":25,"leaves":20,"moderated":3},
              {"at":1790000060000,"viewers":812,"peak":820,"messages":181,"chatters":60,"reactions":1020,
              "donations":0,"donated":0,"joins":15,"leaves":11,"moderated":0}],
             "topChatters":[{"viewer":"Vd83kfLm20xPqz71aB9cDw","name":"미나","messages":61}],
             "topDonors":[{"viewer":"Vd83kfLm20xPqz71aB9cDw","name":"미나","amount":15000,"count":2}],
             "hotWords":[{"word":"고양이","count":31}],
             "moderation":{"removed":1,"timeouts":2,"bans":0,"clears":0,"held":0}}""";
    private static final String LIVE_EXAMPLE = """
            event:figures
            data:{"room":"morning-show","from":1790000040000,"to":1790000110000,"step":10,"now":{…},…}

            event:ended
            data:{"code":"forbidden","detail":"you may not see the figures of the room here"}""";

    private final Admission admission;
    private final Figures figures;
    private final FigureTables tables;
    private final LiveFigures live;
    private final Bearer bearer;
    private final Clock clock;

    DashboardController(
            Admission admission, Figures figures, FigureTables tables, LiveFigures live, Bearer bearer, Clock clock) {
        this.admission = admission;
        this.figures = figures;
        this.tables = tables;
        this.live = live;
        this.bearer = bearer;
        this.clock = clock;
    }

    @Operation(
            summary = "The room's figures over time; for moderators",
            description = "Times are milliseconds since 1970. The stretch is widened to whole steps, at most 1,000 of"
                    + " them. Steps of 10 s are kept for 2 days, of 60 s for 8, of 300 s for 35, of 3600 s for 400.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Dashboard.class),
                            examples = @ExampleObject(EXAMPLE)))
    @Needs(Right.SEE_FIGURES)
    @GetMapping(path = "/api/rooms/{room}/dashboard", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Dashboard> read(
            SignedIn viewer,
            @PathVariable("room") String room,
            @Parameter(
                            description = "where the stretch begins; by default 60 steps before its end",
                            example = "1790000000000")
                    @RequestParam(required = false)
                    @Nullable
                    Long from,
            @Parameter(description = "where it ends; by default now", example = "1790000120000")
                    @RequestParam(required = false)
                    @Nullable
                    Long to,
            @Parameter(
                            description = "seconds of a step",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            allowableValues = {"10", "60", "300", "3600"}))
                    @RequestParam(defaultValue = "60")
                    int step) {
        var query = DashboardQuery.of(from, to, step, clock.millis());
        return admission.admit(viewer, room, Right.SEE_FIGURES).flatMap(found -> figures.of(found.id(), query));
    }

    @Operation(
            summary = "The figures of the last minute, every two seconds, as server-sent events; for moderators",
            description = "Each event `figures` is a dashboard in steps of 10 s. A comment comes in its place while the"
                    + " figures cannot be read. `ended` says why the stream ends: `forbidden` where the right is gone,"
                    + " `token_expired` where the token is to be renewed. Where it ends without a word, ask again.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(LIVE_EXAMPLE)))
    @Needs(Right.SEE_FIGURES)
    @GetMapping(path = "/api/rooms/{room}/dashboard/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> live(
            SignedIn viewer, @PathVariable("room") String room, ServerHttpRequest request) {
        var check = Mono.defer(() -> admission.admit(bearer.require(request), room, Right.SEE_FIGURES));
        return check.map(found -> ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(live.of(found.id(), viewer.id(), check)));
    }

    @Operation(summary = "How often each reaction was tapped in the room, ever, most tapped first")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Totals.class),
                            examples = @ExampleObject("{\"totals\":{\"👍\":10240,\"❤️\":312}}")))
    @Needs(Right.READ)
    @GetMapping(path = "/api/rooms/{room}/reactions", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Totals> reactions(@PathVariable("room") String room, ServerHttpRequest request) {
        return admission
                .admit(bearer.find(request).orElse(null), room, Right.READ)
                .flatMap(found -> tables.reactions(found.id()))
                .map(Totals::new);
    }

    /// @param totals taps by reaction; as the archive has stored them
    @Schema(name = "ReactionTotals")
    record Totals(Map<String, Long> totals) {}
}
