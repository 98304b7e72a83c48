package spate.chat.session;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.Refusal;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import spate.rooms.held.HeldMessage;
import spate.rooms.held.HeldMessages;
import spate.rooms.limit.PostLimits;
import spate.rooms.limit.PostRate;
import spate.rooms.log.EventLog;
import spate.rooms.log.LogEntry;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.RoomTies;
import spate.rooms.posting.Draft;
import spate.rooms.posting.MessageGate;
import spate.rooms.posting.Messages;
import spate.rooms.posting.Poster;
import spate.rooms.posting.Screened;
import spate.rooms.room.Room;
import spate.rooms.room.Rooms;
import spate.rooms.room.Shown;

/// From a viewer's draft to the log. Thread-safe.
final class Posting {

    private static final Logger log = LoggerFactory.getLogger(Posting.class);

    private final EventLog events;
    private final Rooms rooms;
    private final RoomTies ties;
    private final PostLimits limits;
    private final PostRate rate;
    private final HeldMessages held;
    private final Clock clock;

    Posting(
            EventLog events,
            Rooms rooms,
            RoomTies ties,
            PostLimits limits,
            PostRate rate,
            HeldMessages held,
            Clock clock) {
        this.events = events;
        this.rooms = rooms;
        this.ties = ties;
        this.limits = limits;
        this.rate = rate;
        this.held = held;
        this.clock = clock;
    }

    /// Posts a message. The outer publisher ends once the append is under way, on any thread, so that a later one
    /// stands behind it in the log; the inner one brings what came of it. Neither fails.
    ///
    /// @param home where the work is done best: the session's event loop
    Mono<Mono<PostOutcome>> post(Room room, Poster poster, Draft draft, Executor home) {
        RoomPolicy policy = room.policy();
        Refusal refusal = MessageGate.check(policy, poster.id(), draft, clock.millis());
        if (refusal != null) {
            return refused(refusal);
        }
        EventId turn = draft.key() == null ? EventId.random() : EventId.derive(policy.room(), poster.id(), draft.key());
        return switch (MessageGate.screen(policy, poster.id(), draft, clock.millis())) {
            case Screened.Refused(Refusal blocked) -> refused(blocked);
            case Screened.Passed(Draft passed) -> tied(new Writing(room, policy, poster, passed, turn, false, home));
            case Screened.Held(Draft held) -> tied(new Writing(room, policy, poster, held, turn, true, home));
        };
    }

    private Mono<Mono<PostOutcome>> tied(Writing writing) {
        RoomPolicy policy = writing.policy();
        String viewer = writing.poster().id();
        if (!MessageGate.asksForTie(policy, viewer, clock.millis())) {
            return admitted(writing);
        }
        return ties.find(policy.room(), viewer)
                .map(tie -> Optional.ofNullable(MessageGate.tied(policy, tie, clock.millis())))
                .flatMap(untied -> untied.isPresent() ? refused(untied.get()) : admitted(writing))
                .onErrorResume(e -> {
                    log.warn("Nobody can say who follows room {}: {}", policy.room(), String.valueOf(e.getMessage()));
                    return refused(unavailable("who may write here cannot be looked up now"));
                });
    }

    private Mono<Mono<PostOutcome>> admitted(Writing writing) {
        return limits.take(writing.policy(), writing.poster().id(), writing.turn(), rate, writing.home())
                .flatMap(wait -> wait.isPresent() ? refused(wait.get()) : posted(writing));
    }

    private Mono<Mono<PostOutcome>> posted(Writing writing) {
        EventId replyTo = writing.draft().replyTo();
        if (replyTo == null) {
            return Mono.just(written(writing, null));
        }
        return target(writing.room(), replyTo)
                .map(found -> found.map(target -> written(writing, target))
                        .orElseGet(() -> giveBack(writing, noSuchMessage())))
                .onErrorResume(e -> {
                    log.warn("A reply's message cannot be looked up: {}", String.valueOf(e.getMessage()));
                    Refusal away = unavailable("the message it answers cannot be looked up now");
                    return Mono.just(giveBack(writing, new PostOutcome.Refused(away)));
                });
    }

    /// Whether somebody may read a room now.
    boolean mayRead(Room room, @Nullable Poster reader) {
        return room.policy().allows(Right.READ, reader == null ? null : reader.id(), clock.millis());
    }

    private Mono<PostOutcome> written(Writing writing, @Nullable Answered answered) {
        return writing.isHeld() ? hold(writing, answered) : append(writing, answered);
    }

    /// Why a viewer may not tap reactions in a room now, or null.
    @Nullable
    Refusal reacting(Room room, Poster poster) {
        return MessageGate.standing(room.policy(), Right.REACT, poster.id(), clock.millis());
    }

    private Mono<PostOutcome> append(Writing writing, @Nullable Answered answered) {
        LogEntry composed = Messages.compose(
                writing.policy(),
                writing.poster(),
                writing.draft(),
                answered == null ? null : answered.shown(),
                clock.millis());
        LogEntry entry = answered == null ? composed : composed.quotingAt(answered.shownAt());
        Mono<Position> position = events.append(entry);
        return position.<PostOutcome>map(at -> new PostOutcome.Posted(entry.id(), at))
                .onErrorResume(e -> giveBack(
                        writing, new PostOutcome.Refused(unavailable("the message was not taken: try again"))));
    }

    /// A message that waits for moderators has had its turn; one that could not be stored has not.
    private Mono<PostOutcome> hold(Writing writing, @Nullable Answered answered) {
        var message = new HeldMessage(
                writing.policy().room(),
                writing.turn(),
                writing.poster(),
                writing.draft().text(),
                answered == null ? null : answered.shown(),
                clock.millis());
        return held.hold(message)
                .flatMap(outcome -> {
                    PostOutcome told = new PostOutcome.Refused(outcome.told());
                    return outcome == HeldMessages.Outcome.HELD ? Mono.just(told) : giveBack(writing, told);
                })
                .onErrorResume(e -> {
                    log.warn("A message cannot be held now: {}", String.valueOf(e.getMessage()));
                    return giveBack(
                            writing, new PostOutcome.Refused(unavailable("the message was not taken: try again")));
                });
    }

    /// What was not posted is no message to wait after.
    private Mono<PostOutcome> giveBack(Writing writing, PostOutcome outcome) {
        return limits.giveBack(writing.policy(), writing.poster().id(), writing.turn(), rate)
                .thenReturn(outcome);
    }

    private Mono<Optional<Answered>> target(Room room, EventId id) {
        return rooms.find(room.id(), id).map(found -> found.flatMap(Posting::answered));
    }

    private static Optional<Answered> answered(Shown shown) {
        return EventJson.decode(shown.event().body()) instanceof RoomEvent.Message message
                ? Optional.of(new Answered(ReplyTo.to(message), shown.asOf()))
                : Optional.empty();
    }

    private static PostOutcome noSuchMessage() {
        return new PostOutcome.Refused(Refusal.ofField(ErrorCode.BAD_FRAME, "replyTo", "no such message in this room"));
    }

    private static Mono<Mono<PostOutcome>> refused(Refusal refusal) {
        return Mono.just(Mono.just(new PostOutcome.Refused(refusal)));
    }

    private static Refusal unavailable(String message) {
        return Refusal.retryAfter(ErrorCode.UNAVAILABLE, message, 1_000);
    }

    /// The message that a draft answers.
    ///
    /// @param shownAt see [Shown#asOf]
    private record Answered(ReplyTo shown, long shownAt) {}

    /// A draft on its way.
    ///
    /// @param turn what the limits know it by; the event id of a message that has a key or is held
    /// @param isHeld whether moderators decide about it
    /// @param home where the work is done best
    private record Writing(
            Room room, RoomPolicy policy, Poster poster, Draft draft, EventId turn, boolean isHeld, Executor home) {}
}
