package spate.chat.session;

import java.time.Clock;
import java.util.Optional;
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
import spate.rooms.replay.EventStore;
import spate.rooms.room.LogEvent;
import spate.rooms.room.Room;
import spate.rooms.room.Rooms;

/// From a viewer's draft to the log. Thread-safe.
final class Posting {

    private static final Logger log = LoggerFactory.getLogger(Posting.class);

    private final EventLog events;
    private final Rooms rooms;
    private final EventStore store;
    private final RoomTies ties;
    private final PostLimits limits;
    private final PostRate rate;
    private final Clock clock;

    Posting(
            EventLog events,
            Rooms rooms,
            EventStore store,
            RoomTies ties,
            PostLimits limits,
            PostRate rate,
            Clock clock) {
        this.events = events;
        this.rooms = rooms;
        this.store = store;
        this.ties = ties;
        this.limits = limits;
        this.rate = rate;
        this.clock = clock;
    }

    /// Posts a message. The outer publisher ends once the append is under way, on any thread, so that a later one
    /// stands behind it in the log; the inner one brings what came of it. Neither fails.
    Mono<Mono<PostOutcome>> post(Room room, Poster poster, Draft draft) {
        RoomPolicy policy = room.policy();
        Refusal refusal = MessageGate.check(policy, poster.id(), draft, clock.millis());
        if (refusal != null) {
            return refused(refusal);
        }
        if (!MessageGate.asksForTie(policy, poster.id(), clock.millis())) {
            return admitted(room, policy, poster, draft);
        }
        return ties.find(room.id(), poster.id())
                .map(tie -> Optional.ofNullable(MessageGate.tied(policy, tie, clock.millis())))
                .flatMap(untied -> untied.isPresent() ? refused(untied.get()) : admitted(room, policy, poster, draft))
                .onErrorResume(e -> {
                    log.warn("Nobody can say who follows room {}: {}", room.id(), String.valueOf(e.getMessage()));
                    return refused(unavailable("who may write here cannot be looked up now"));
                });
    }

    private Mono<Mono<PostOutcome>> admitted(Room room, RoomPolicy policy, Poster poster, Draft draft) {
        EventId turn = draft.key() == null ? EventId.random() : EventId.derive(policy.room(), poster.id(), draft.key());
        return limits.take(policy, poster.id(), turn, rate)
                .flatMap(wait -> wait.isPresent() ? refused(wait.get()) : posted(room, policy, poster, draft, turn));
    }

    private Mono<Mono<PostOutcome>> posted(Room room, RoomPolicy policy, Poster poster, Draft draft, EventId turn) {
        EventId replyTo = draft.replyTo();
        if (replyTo == null) {
            return Mono.just(append(policy, poster, draft, turn, null));
        }
        return target(room, replyTo)
                .map(found -> found.map(target -> append(policy, poster, draft, turn, target))
                        .orElseGet(() -> giveBack(policy, poster, turn, noSuchMessage())))
                .onErrorResume(e -> {
                    log.warn("A reply's message cannot be looked up: {}", String.valueOf(e.getMessage()));
                    Refusal away = unavailable("the message it answers cannot be looked up now");
                    return Mono.just(giveBack(policy, poster, turn, new PostOutcome.Refused(away)));
                });
    }

    /// Whether somebody may read a room now.
    boolean mayRead(Room room, @Nullable Poster reader) {
        return room.policy().allows(Right.READ, reader == null ? null : reader.id(), clock.millis());
    }

    /// Why a viewer may not tap reactions in a room now, or null.
    @Nullable
    Refusal reacting(Room room, Poster poster) {
        return MessageGate.standing(room.policy(), Right.REACT, poster.id(), clock.millis());
    }

    private Mono<PostOutcome> append(
            RoomPolicy policy, Poster poster, Draft draft, EventId turn, @Nullable ReplyTo replyTo) {
        LogEntry entry = Messages.compose(policy, poster, draft, replyTo, clock.millis());
        Mono<Position> position = events.append(entry);
        return position.<PostOutcome>map(at -> new PostOutcome.Posted(entry.id(), at))
                .onErrorResume(e -> giveBack(
                        policy,
                        poster,
                        turn,
                        new PostOutcome.Refused(unavailable("the message was not taken: try again"))));
    }

    /// What was not posted is no message to wait after.
    private Mono<PostOutcome> giveBack(RoomPolicy policy, Poster poster, EventId turn, PostOutcome outcome) {
        return limits.giveBack(policy, poster.id(), turn, rate).thenReturn(outcome);
    }

    /// The message that is answered: in the newest part of the room, or else in the archive.
    private Mono<Optional<ReplyTo>> target(Room room, EventId id) {
        return rooms.find(room.id(), id)
                .flatMap(found -> found.isPresent()
                        ? Mono.just(found.map(LogEvent::body))
                        : store.find(room.id(), id)
                                .map(stored -> Optional.of(stored.body()))
                                .defaultIfEmpty(Optional.empty()))
                .map(body -> body.flatMap(Posting::message).map(ReplyTo::to));
    }

    private static Optional<RoomEvent.Message> message(byte[] body) {
        return EventJson.decode(body) instanceof RoomEvent.Message message ? Optional.of(message) : Optional.empty();
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
}
