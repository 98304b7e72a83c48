package spate.api.posting;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.history.StoredEvents;
import spate.api.room.Policies;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;
import spate.protocol.EventId;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import spate.rooms.held.HeldMessage;
import spate.rooms.held.HeldMessages;
import spate.rooms.limit.PostLimits;
import spate.rooms.limit.PostRate;
import spate.rooms.log.EventLog;
import spate.rooms.policy.BotId;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.RoomTies;
import spate.rooms.posting.Draft;
import spate.rooms.posting.MessageGate;
import spate.rooms.posting.Messages;
import spate.rooms.posting.Poster;
import spate.rooms.posting.Screened;
import spate.rooms.words.WordLists;

/// Messages of those who post without a session.
@RestController
@Tag(name = "messages")
final class PostController {

    private final Rooms rooms;
    private final Policies policies;
    private final WordLists words;
    private final HeldMessages held;
    private final RoomTies ties;
    private final StoredEvents events;
    private final EventLog log;
    private final TokenBuckets rates;
    private final PostLimits limits;
    private final PostRate rate;
    private final Clock clock;

    PostController(
            Rooms rooms,
            Policies policies,
            WordLists words,
            HeldMessages held,
            RoomTies ties,
            StoredEvents events,
            EventLog log,
            TokenBuckets rates,
            PostLimits limits,
            PostRate rate,
            Clock clock) {
        this.rooms = rooms;
        this.policies = policies;
        this.words = words;
        this.held = held;
        this.ties = ties;
        this.events = events;
        this.log = log;
        this.rates = rates;
        this.limits = limits;
        this.rate = rate;
        this.clock = clock;
    }

    @Needs(Right.POST)
    @Operation(
            summary = "Post a message; the answer comes when the log has it",
            description = "Blocked words of the room are refused with `blocked_word`, held for its moderators with"
                    + " `held` (stored, and shown once it is approved), or shown as `*`.")
    @PostMapping("/api/rooms/{room}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Posted> post(SignedIn viewer, @PathVariable("room") String id, @RequestBody NewMessage body) {
        Draft draft = Drafts.of(body.text(), body.key(), body.replyTo());
        // Bots were counted when their token was read.
        Duration wait = BotId.isBot(viewer.id()) ? Duration.ZERO : rates.take(viewer.id());
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
        return rooms.require(id, viewer.id())
                .flatMap(room -> policies.of(room, List.of(viewer.id())))
                .flatMap(policy -> words.find(policy.room()).map(policy::with))
                .doOnNext(policy -> check(policy, viewer, draft))
                .flatMap(policy -> tied(policy, viewer))
                .flatMap(policy -> post(policy, viewer, draft));
    }

    /// Takes the viewer's turn, which sessions of the same viewer take too, and gives it back where nothing came of
    /// it.
    private Mono<Posted> post(RoomPolicy policy, SignedIn viewer, Draft draft) {
        EventId turn = draft.key() == null ? EventId.random() : EventId.derive(policy.room(), viewer.id(), draft.key());
        return switch (MessageGate.screen(policy, viewer.id(), draft, clock.millis())) {
            case Screened.Refused(Refusal blocked) ->
                Mono.error(Problem.of(blocked).toException());
            case Screened.Passed(Draft passed) -> inTurn(policy, viewer, turn, append(policy, viewer, passed));
            case Screened.Held(Draft held) ->
                inTurn(policy, viewer, turn, hold(policy, viewer, held, turn))
                        .flatMap(outcome ->
                                Mono.<Posted>error(Problem.of(outcome.told()).toException()));
        };
    }

    private Mono<Posted> append(RoomPolicy policy, SignedIn viewer, Draft draft) {
        return target(policy.room(), draft)
                .map(target -> Messages.compose(policy, poster(viewer), draft, target.orElse(null), clock.millis()))
                .flatMap(entry ->
                        log.append(entry).map(position -> new Posted(entry.id().value(), position.toString())));
    }

    /// A message that waits for moderators has had its turn; any other outcome is a failure, which gives it back.
    private Mono<HeldMessages.Outcome> hold(RoomPolicy policy, SignedIn viewer, Draft draft, EventId id) {
        return target(policy.room(), draft)
                .flatMap(target -> held.hold(new HeldMessage(
                        policy.room(), id, poster(viewer), draft.text(), target.orElse(null), clock.millis())))
                .flatMap(outcome -> outcome == HeldMessages.Outcome.HELD
                        ? Mono.just(outcome)
                        : Mono.error(Problem.of(outcome.told()).toException()));
    }

    private <T> Mono<T> inTurn(RoomPolicy policy, SignedIn viewer, EventId turn, Mono<T> write) {
        Mono<T> written = write.onErrorResume(
                e -> limits.giveBack(policy, viewer.id(), turn, rate).then(Mono.error(e)));
        return limits.take(policy, viewer.id(), turn, rate, Runnable::run)
                .flatMap(wait ->
                        wait.isPresent() ? Mono.error(Problem.of(wait.get()).toException()) : written);
    }

    private Mono<RoomPolicy> tied(RoomPolicy policy, SignedIn viewer) {
        if (!MessageGate.asksForTie(policy, viewer.id(), clock.millis())) {
            return Mono.just(policy);
        }
        return ties.find(policy.room(), viewer.id())
                .doOnNext(tie -> {
                    Refusal refusal = MessageGate.tied(policy, tie, clock.millis());
                    if (refusal != null) {
                        throw Problem.of(refusal).toException();
                    }
                })
                .thenReturn(policy);
    }

    private void check(RoomPolicy policy, SignedIn viewer, Draft draft) {
        Refusal refusal = MessageGate.check(policy, viewer.id(), draft, clock.millis());
        if (refusal != null) {
            throw Problem.of(refusal).toException();
        }
    }

    private static Poster poster(SignedIn viewer) {
        return new Poster(viewer.id(), viewer.name(), viewer.handle(), viewer.color());
    }

    private Mono<Optional<ReplyTo>> target(RoomId room, Draft draft) {
        if (draft.replyTo() == null) {
            return Mono.just(Optional.empty());
        }
        return StoredEvents.soon(events.find(room, draft.replyTo()))
                .map(EventJson::decode)
                .ofType(RoomEvent.Message.class)
                .map(message -> Optional.of(ReplyTo.to(message)))
                .switchIfEmpty(Mono.error(Drafts::unknownTarget));
    }

    /// @param text the message
    /// @param key unique for each message of the viewer; makes sending again safe
    /// @param replyTo id of the message it answers
    record NewMessage(
            @Nullable String text,
            @Nullable String key,
            @Nullable String replyTo) {}

    /// @param event the message's id
    /// @param position where it stands in its room
    record Posted(String event, String position) {}
}
