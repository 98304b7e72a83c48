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
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;
import spate.protocol.EventId;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import spate.rooms.limit.PostLimits;
import spate.rooms.limit.PostRate;
import spate.rooms.log.EventLog;
import spate.rooms.log.LogEntry;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.RoomTies;
import spate.rooms.posting.Draft;
import spate.rooms.posting.MessageGate;
import spate.rooms.posting.Messages;
import spate.rooms.posting.Poster;

/// Messages of those who post without a session.
@RestController
@Tag(name = "messages")
final class PostController {

    private final Rooms rooms;
    private final Policies policies;
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
            RoomTies ties,
            StoredEvents events,
            EventLog log,
            TokenBuckets rates,
            PostLimits limits,
            PostRate rate,
            Clock clock) {
        this.rooms = rooms;
        this.policies = policies;
        this.ties = ties;
        this.events = events;
        this.log = log;
        this.rates = rates;
        this.limits = limits;
        this.rate = rate;
        this.clock = clock;
    }

    @Operation(summary = "Post a message; the answer comes when the log has it")
    @PostMapping("/api/rooms/{room}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Posted> post(SignedIn viewer, @PathVariable("room") String id, @RequestBody NewMessage body) {
        Draft draft = Drafts.of(body.text(), body.key(), body.replyTo());
        Duration wait = rates.take(viewer.id());
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
        return rooms.require(id, viewer.id())
                .flatMap(room -> policies.of(room, List.of(viewer.id())))
                .doOnNext(policy -> check(policy, viewer, draft))
                .flatMap(policy -> tied(policy, viewer))
                .flatMap(policy -> post(policy, viewer, draft));
    }

    /// Takes the viewer's turn, which sessions of the same viewer take too, and gives it back where nothing came of
    /// it.
    private Mono<Posted> post(RoomPolicy policy, SignedIn viewer, Draft draft) {
        EventId turn = draft.key() == null ? EventId.random() : EventId.derive(policy.room(), viewer.id(), draft.key());
        Mono<Posted> posted = entry(policy, viewer, draft)
                .flatMap(entry ->
                        log.append(entry).map(position -> new Posted(entry.id().value(), position.toString())))
                .onErrorResume(
                        e -> limits.giveBack(policy, viewer.id(), turn, rate).then(Mono.error(e)));
        return limits.take(policy, viewer.id(), turn, rate)
                .flatMap(wait ->
                        wait.isPresent() ? Mono.error(Problem.of(wait.get()).toException()) : posted);
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

    private Mono<LogEntry> entry(RoomPolicy policy, SignedIn viewer, Draft draft) {
        var poster = new Poster(viewer.id(), viewer.name(), viewer.handle(), viewer.color());
        return target(policy.room(), draft)
                .map(target -> Messages.compose(policy, poster, draft, target.orElse(null), clock.millis()));
    }

    private Mono<Optional<ReplyTo>> target(RoomId room, Draft draft) {
        if (draft.replyTo() == null) {
            return Mono.just(Optional.empty());
        }
        return events.find(room, draft.replyTo())
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
