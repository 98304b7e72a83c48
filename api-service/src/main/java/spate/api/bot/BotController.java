package spate.api.bot;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.api.web.Violations;
import spate.rooms.policy.BotScope;
import spate.rooms.policy.Right;

/// The bots of a room, for its owner.
@RestController
@Tag(name = "bots")
final class BotController {

    private static final int LIMIT_MAX = 200;

    private final Bots bots;

    BotController(Bots bots) {
        this.bots = bots;
    }

    @Operation(
            summary = "Let a bot into the room; its token is shown here and never again",
            description = "`read` sees who is who beside what everybody reads, `post` writes and reacts, `moderate`"
                    + " removes, times out, bans, pins and sends notices as a moderator does.")
    @Needs(Right.MANAGE_BOTS)
    @PostMapping("/api/rooms/{room}/bots")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ResponseEntity<WithToken>> add(SignedIn actor, @PathVariable("room") String room, @RequestBody NewBot body) {
        NewBot.Checked wanted = body.checked();
        return bots.add(actor, room, wanted.name(), wanted.scopes()).map(made -> shown(HttpStatus.CREATED, made));
    }

    @Operation(summary = "The bots of the room, in the order in which they came")
    @Needs(Right.MANAGE_BOTS)
    @GetMapping("/api/rooms/{room}/bots")
    Mono<Page> list(
            SignedIn actor,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        return bots.page(actor, room, PageCursor.of(cursor), rowsMax)
                .map(found -> PageCursor.page(found, rowsMax, bot -> new PageCursor(bot.number(), ""), Page::new));
    }

    @Operation(summary = "Another token for a bot; the one before ends at once, with the sessions it opened")
    @Needs(Right.MANAGE_BOTS)
    @PostMapping("/api/rooms/{room}/bots/{bot}/token")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ResponseEntity<WithToken>> rotate(
            SignedIn actor, @PathVariable("room") String room, @PathVariable("bot") String bot) {
        return bots.rotate(actor, room, bot).map(made -> shown(HttpStatus.CREATED, made));
    }

    @Operation(summary = "Put a bot out: its token and its sessions end; what it wrote stays")
    @Needs(Right.MANAGE_BOTS)
    @DeleteMapping("/api/rooms/{room}/bots/{bot}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(SignedIn actor, @PathVariable("room") String room, @PathVariable("bot") String bot) {
        return bots.remove(actor, room, bot);
    }

    private static ResponseEntity<WithToken> shown(HttpStatus status, Bots.Made made) {
        Bot bot = made.bot();
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new WithToken(
                        bot.id(), bot.name(), bot.scopes(), made.token().text()));
    }

    /// @param name 1 to 30 characters, shown with every message
    /// @param scopes one or more of `read`, `post`, `moderate`
    record NewBot(@Nullable String name, @Nullable List<@Nullable String> scopes) {

        private static final int NAME_MAX = 30;

        Checked checked() {
            var violations = new Violations();
            String called = violations.text("name", violations.required("name", name), name == null ? 0 : 1, NAME_MAX);
            Set<BotScope> wanted = EnumSet.noneOf(BotScope.class);
            for (String word : scopes == null ? List.<@Nullable String>of() : scopes) {
                Optional<BotScope> scope = word == null ? Optional.empty() : BotScope.of(word);
                scope.ifPresentOrElse(
                        wanted::add,
                        () -> violations.add("scopes", "form", "a scope is one of read, post and moderate"));
            }
            if (wanted.isEmpty() && violations.isEmpty()) {
                violations.add("scopes", "required", "a bot needs at least one scope");
            }
            violations.throwIfAny();
            return new Checked(called, wanted);
        }

        record Checked(String name, Set<BotScope> scopes) {}
    }

    /// A bot, when its token is shown.
    ///
    /// @param token to be exchanged at `/api/bots/sessions`
    record WithToken(String id, String name, List<String> scopes, String token) {

        @Override
        public String toString() {
            return "WithToken[" + id + "]"; // never the token
        }
    }

    /// A page of bots.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<Bot> bots, @Nullable String next) {}
}
