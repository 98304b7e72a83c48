package spate.api.bot;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.moderation.Act;
import spate.api.moderation.Moderation;
import spate.api.token.AccessTokens;
import spate.api.token.SignedIn;
import spate.api.web.PageCursor;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.rooms.policy.BotId;
import spate.rooms.policy.BotScope;
import spate.rooms.policy.Right;
import spate.rooms.revocation.Revocations;

/// Lets bots into rooms, gives them sessions and puts them out. Thread-safe.
///
/// A bot's token opens nothing by itself: it is exchanged for an access token like a viewer's, so that
/// whoever verifies those needs no table of bots. The access tokens name the bot's token as their sign-in;
/// when that is replaced or the bot is put out, they end as those of a sign-in that was ended.
final class Bots {

    static final String COLOR = "#64748b";
    private static final int BOTS_MAX = 20;

    private final Moderation moderation;
    private final BotRows rows;
    private final AccessTokens tokens;
    private final Revocations revocations;
    private final Clock clock;

    Bots(Moderation moderation, BotRows rows, AccessTokens tokens, Revocations revocations, Clock clock) {
        this.moderation = moderation;
        this.rows = rows;
        this.tokens = tokens;
        this.revocations = revocations;
        this.clock = clock;
    }

    /// A bot and the one token that is shown of it.
    record Made(Bot bot, BotToken token) {}

    /// What a bot's token was exchanged for.
    record Session(BotRows.Stored bot, String accessToken) {}

    /// Lets a bot into a room.
    Mono<Made> add(SignedIn actor, String room, String name, Set<BotScope> scopes) {
        BotToken token = BotToken.random();
        return moderation.act(
                actor,
                room,
                Right.MANAGE_BOTS,
                List.of(),
                act -> rows.count(act.room().id())
                        .filter(count -> count < BOTS_MAX)
                        .switchIfEmpty(tooMany())
                        .flatMap(_ -> added(act, name, scopes, token)));
    }

    private Mono<Made> added(Act act, String name, Set<BotScope> scopes, BotToken token) {
        String id = BotId.create(act.room().id(), scopes).value();
        var bot = new Bot(0, id, name, Bot.scopesOf(id), act.now(), act.now(), null);
        return rows.add(
                        act.room().id(),
                        bot,
                        token.digest(),
                        newTokenId(),
                        act.actor().id())
                .then(act.note("bot", null, null, name + ": " + String.join(", ", bot.scopes())))
                .thenReturn(new Made(bot, token));
    }

    /// The bots of a room, and one more than `limit` where there are more.
    Mono<List<Bot>> page(SignedIn actor, String room, @Nullable PageCursor after, int limit) {
        return moderation.read(
                actor, room, Right.MANAGE_BOTS, act -> rows.page(act.room().id(), after, limit));
    }

    /// Gives a bot another token; the one before and its sessions end.
    Mono<Made> rotate(SignedIn actor, String room, String id) {
        BotToken token = BotToken.random();
        return moderation
                .act(
                        actor,
                        room,
                        Right.MANAGE_BOTS,
                        List.of(),
                        act -> require(act, id)
                                .flatMap(found -> rows.rotate(id, token.digest(), newTokenId(), act.now())
                                        .then(act.note(
                                                "bot_token",
                                                null,
                                                null,
                                                found.bot().name()))
                                        .thenReturn(found)))
                .flatMap(before ->
                        revocations.tell(List.of(before.tokenId())).thenReturn(new Made(before.bot(), token)));
    }

    /// Puts a bot out: its token and its sessions end. What it wrote stays.
    Mono<Void> remove(SignedIn actor, String room, String id) {
        return moderation
                .act(
                        actor,
                        room,
                        Right.MANAGE_BOTS,
                        List.of(),
                        act -> require(act, id)
                                .flatMap(found -> rows.delete(id)
                                        .then(act.note(
                                                "bot_out",
                                                null,
                                                null,
                                                found.bot().name()))
                                        .thenReturn(found)))
                .flatMap(gone -> revocations.tell(List.of(gone.tokenId())));
    }

    /// Exchanges a bot's token. Fails with 401 `token_invalid` where it is none.
    Mono<Session> begin(BotToken token) {
        return rows.findByToken(token.digest())
                .switchIfEmpty(Mono.error(() -> Problem.of(ErrorCode.TOKEN_INVALID, "this is no bot's token")
                        .toException()))
                .flatMap(found -> rows.used(found.bot().id(), clock.millis()).thenReturn(session(found)));
    }

    private Session session(BotRows.Stored found) {
        Bot bot = found.bot();
        return new Session(found, tokens.issue(new SignedIn(bot.id(), "", bot.name(), COLOR, found.tokenId())));
    }

    private Mono<BotRows.Stored> require(Act act, String id) {
        return rows.find(act.room().id(), id)
                .switchIfEmpty(Mono.error(() -> Problem.of(404, "bot_unknown", "no such bot in this room")
                        .toException()));
    }

    private static <T> Mono<T> tooMany() {
        return Mono.error(() -> Problem.of(409, "too_many", "at most " + BOTS_MAX + " bots in a room")
                .toException());
    }

    private static String newTokenId() {
        return EventId.random().value();
    }
}
