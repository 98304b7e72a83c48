package spate.api.privacy;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;

/// What is stored of the viewer who asks.
@RestController
@Tag(name = "privacy")
final class PersonalDataController {

    private static final Duration LINE = Duration.ofSeconds(30);

    private final PersonalData data;
    private final TokenBuckets exports;

    PersonalDataController(PersonalData data, TokenBuckets exports) {
        this.data = data;
        this.exports = exports;
    }

    @Operation(
            summary = "Everything that is stored of oneself, streamed",
            description = "One JSON object a line, each with its `kind`: `profile`, `signIn`, `room`, `bot`, `webhook`,"
                    + " `conversation`, `role`, `like`, `follow`, `block`, `restriction`, `unbanRequest`, `heldMessage`,"
                    + " `donation`, `topup`, `ledgerEntry`, `moderation`, and `event` for"
                    + " what one wrote and did in rooms. A few exports an hour; more are refused with 429.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            examples =
                                    @ExampleObject(
                                            "{\"kind\":\"follow\",\"room\":\"lamp-room\",\"followedAt\":1790000000000}")))
    @GetMapping(path = "/api/me/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<Flux<String>> export(SignedIn viewer) {
        Duration wait = exports.take(viewer.id());
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"spate.ndjson\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(data.lines(viewer.id()).timeout(LINE));
    }
}
