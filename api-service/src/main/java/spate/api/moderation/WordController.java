package spate.api.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.room.Room;
import spate.api.token.SignedIn;
import spate.api.web.IfMatch;
import spate.api.web.Needs;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.Right;
import spate.rooms.words.BlockedWord;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordAction;
import spate.rooms.words.WordLists;

/// The blocked words of a room. Only who moderates it sees them: the event of a change tells that there is
/// another list, and not what is on it.
@RestController
@Tag(name = "moderation")
final class WordController {

    private final Moderation moderation;
    private final WordLists lists;

    WordController(Moderation moderation, WordLists lists) {
        this.moderation = moderation;
        this.lists = lists;
    }

    @Operation(summary = "The blocked words and what becomes of messages that have them; for moderators")
    @Needs(Right.BLOCK_WORDS)
    @GetMapping("/api/rooms/{room}/blocked-words")
    Mono<ResponseEntity<WordList>> list(SignedIn viewer, @PathVariable("room") String room) {
        return moderation
                .read(
                        viewer,
                        room,
                        Right.BLOCK_WORDS,
                        act -> lists.find(act.room().id()))
                .map(WordController::answer);
    }

    @Operation(
            summary = "Put another list of blocked words in the place of the one that is; by moderators",
            description =
                    "The strictest action of the words in a message counts. Spaces, signs, repeated letters, Hangul"
                            + " taken apart, full width, accents and digits for letters do not hide a word. Latin words are found"
                            + " whole, or with `*` at an end where they may go on; Korean ones anywhere. With `If-Match` the list"
                            + " is changed only where it is still of that version (412).")
    @Needs(Right.BLOCK_WORDS)
    @PutMapping("/api/rooms/{room}/blocked-words")
    Mono<ResponseEntity<WordList>> replace(
            SignedIn actor,
            @PathVariable("room") String room,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody NewWordList body) {
        List<BlockedWord> words = WordFields.checked(body.words());
        IfMatch expected = IfMatch.of(ifMatch);
        return moderation
                .act(
                        actor,
                        room,
                        Right.BLOCK_WORDS,
                        List.of(),
                        act -> lists.find(act.room().id()).flatMap(now -> {
                            expected.check(now.version(), "the list");
                            return now.words().equals(words) ? Mono.just(now) : replaced(act, words);
                        }))
                .map(WordController::answer);
    }

    private Mono<BlockedWords> replaced(Act act, List<BlockedWord> words) {
        Room after = act.room().with(act.room().settings());
        long version = after.version();
        var event = new RoomEvent.Settings(EventId.random().value(), act.now(), after.settings(), version, version);
        return act.rooms()
                .change(after, after.settings().open() ? null : act.now())
                .then(lists.put(after.id(), words, version, act.actor().id(), act.now()))
                .then(act.tell(event))
                .then(act.note("words", null, null, summary(words)))
                .thenReturn(BlockedWords.of(words, version));
    }

    /// How many there are of each action: who reads the audit list need not read the words.
    private static String summary(List<BlockedWord> words) {
        Map<WordAction, Long> counts = words.stream()
                .collect(Collectors.groupingBy(
                        BlockedWord::action, () -> new EnumMap<>(WordAction.class), Collectors.counting()));
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(each -> each.getKey().word() + " " + each.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static ResponseEntity<WordList> answer(BlockedWords words) {
        List<WordFields.Word> list =
                words.words().stream().map(WordFields.Word::of).toList();
        return ResponseEntity.ok().eTag(IfMatch.tag(words.version())).body(new WordList(list, words.version()));
    }

    /// @param words at most 200, of 2,048 letters in all
    record NewWordList(
            @Schema(
                    example =
                            "[{\"pattern\":\"바보\",\"action\":\"mask\"},{\"pattern\":\"spoiler*\",\"action\":\"hold\"}]")
            @Nullable
            List<WordFields.@Nullable Word> words) {}

    /// @param version the room's version at the last change, 0 where there was none; also the ETag
    record WordList(List<WordFields.Word> words, long version) {}
}
