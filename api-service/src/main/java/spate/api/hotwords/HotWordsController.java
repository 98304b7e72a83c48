package spate.api.hotwords;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.room.Admission;
import spate.api.room.Room;
import spate.api.token.Bearer;
import spate.api.web.Needs;
import spate.api.web.Problem;
import spate.protocol.event.RoomEvent;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.policy.Right;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordLists;

/// Hot words over REST.
@RestController
@Tag(name = "rooms")
final class HotWordsController {

    private static final Logger LOG = LoggerFactory.getLogger(HotWordsController.class);

    private final Admission admission;
    private final Bearer bearer;
    private final WordLists lists;
    private final HotWordCounts counts;

    HotWordsController(Admission admission, Bearer bearer, WordLists lists, HotWordCounts counts) {
        this.admission = admission;
        this.bearer = bearer;
        this.lists = lists;
        this.counts = counts;
    }

    @Operation(
            summary = "The ten nouns that most viewers used within the last minute, the most used first",
            description =
                    "Each viewer counts once for each word. Blocked words do not appear. In a flood they are those of"
                            + " a sample. 503 while nobody counts.")
    @Needs(Right.READ)
    @GetMapping("/api/rooms/{room}/hot-words")
    Mono<HotWords> words(
            @PathVariable("room") String id,
            @Parameter(description = "seconds; only the last minute is kept", example = "60")
                    @RequestParam(defaultValue = "60")
                    int window,
            ServerHttpRequest request) {
        if (window != HotWordCounts.WINDOW.toSeconds()) {
            throw Problem.invalidParameter("window", "window must be 60").toException();
        }
        return admission
                .admit(bearer.find(request).orElse(null), id, Right.READ)
                .flatMap(room -> lists.find(room.id()).flatMap(blocked -> top(room, blocked)))
                .map(HotWords::new);
    }

    private Mono<List<RoomEvent.Word>> top(Room room, BlockedWords blocked) {
        return counts.top(room.id(), blocked).onErrorMap(e -> {
            LOG.debug("hot words cannot be had now: {}", String.valueOf(e.getMessage()));
            return Problem.unavailable("nobody counts words now").toException();
        });
    }

    /// @param words at most ten
    record HotWords(
            @Schema(example = "[{\"word\":\"방송\",\"count\":12}]")
            List<RoomEvent.Word> words) {}
}
