package spate.api.bot;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.web.Problem;
import spate.api.web.RemoteAddress;
import spate.api.web.TokenBuckets;
import spate.api.web.Violations;
import spate.protocol.ErrorCode;

/// Where bots exchange their tokens.
@RestController
@Tag(name = "bots")
final class BotSessionController {

    private final Bots bots;
    private final TokenBuckets exchanges;
    private final Duration lifetime;

    /// @param exchanges by address
    /// @param lifetime how long an access token is valid
    BotSessionController(Bots bots, TokenBuckets exchanges, Duration lifetime) {
        this.bots = bots;
        this.exchanges = exchanges;
        this.lifetime = lifetime;
    }

    @Operation(
            summary = "An access token for a bot's token",
            description = "It is used as a viewer's: `Authorization: Bearer` in calls of the bot's room, and in `hello`"
                    + " on the WebSocket. When it runs out, the bot's token is exchanged again.")
    @PostMapping("/api/bots/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ResponseEntity<Grant>> begin(@RequestBody Exchange body, ServerHttpRequest request) {
        var violations = new Violations();
        String token = violations.required("token", body.token());
        violations.throwIfAny();
        Duration wait = exchanges.take(RemoteAddress.keyOf(request));
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
        if (token.length() > BotToken.LENGTH_MAX) {
            throw Problem.of(ErrorCode.TOKEN_INVALID, "this is no bot's token").toException();
        }
        return bots.begin(new BotToken(token)).map(this::answer);
    }

    private ResponseEntity<Grant> answer(Bots.Session session) {
        Bot bot = session.bot().bot();
        var holder = new Grant.Holder(bot.id(), bot.name(), session.bot().room().value(), bot.scopes());
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new Grant(session.accessToken(), lifetime.toSeconds(), holder));
    }

    record Exchange(@Nullable String token) {
        @Override
        public String toString() {
            return "Exchange[]"; // never the token
        }
    }

    /// What a bot's token gives.
    ///
    /// @param accessToken for `Authorization: Bearer` and for `hello`
    /// @param expiresInSeconds how long it is valid
    /// @param bot whose it is
    record Grant(String accessToken, long expiresInSeconds, Holder bot) {

        record Holder(String id, String name, String room, List<String> scopes) {}

        @Override
        public String toString() {
            return "Grant[" + bot.id() + "]"; // never the token
        }
    }
}
