package spate.api.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.account.Viewers;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.api.web.Violations;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.Restriction;
import spate.rooms.policy.Right;

/// Times viewers out, bans them, and lets them back in. Thread-safe.
final class Restrictions {

    private static final int SECONDS_MIN = 10;
    private static final int SECONDS_MAX = 14 * 24 * 3_600;
    private static final int REASON_MAX = 300;

    /// Every replica that has the room holds them in memory.
    private static final int HELD_MAX = 10_000;

    private final Moderation moderation;
    private final RestrictionRows rows;
    private final PinRows pins;
    private final Viewers viewers;

    Restrictions(Moderation moderation, RestrictionRows rows, PinRows pins, Viewers viewers) {
        this.moderation = moderation;
        this.rows = rows;
        this.pins = pins;
        this.viewers = viewers;
    }

    /// Restricts a viewer, in the place of whatever restricted the viewer before.
    Mono<Restricted> restrict(SignedIn actor, String room, String viewer, Wanted wanted) {
        Checked checked = wanted.check();
        return moderation.act(
                actor,
                room,
                Right.RESTRICT,
                List.of(viewer),
                act -> viewers.find(viewer)
                        .switchIfEmpty(unknown())
                        .doOnNext(_ -> act.outrank(viewer))
                        .flatMap(_ -> rows.count(act.room().id(), act.now()))
                        .filter(count -> count < HELD_MAX)
                        .switchIfEmpty(tooMany())
                        .flatMap(_ -> act.count())
                        .flatMap(version -> restricted(act, viewer, checked, version)));
    }

    private Mono<Restricted> restricted(Act act, String viewer, Checked checked, long version) {
        long until = checked.isBan() ? Restriction.FOR_EVER : act.now() + checked.seconds() * 1_000L;
        Long told = checked.isBan() ? null : until;
        String kind = checked.isBan() ? "ban" : "timeout";
        var event = new RoomEvent.Cleared(EventId.random().value(), act.now(), viewer, kind, act.by(), told, version);
        String detail = checked.isBan() ? checked.reason() : (checked.seconds() + " s " + checked.reason()).strip();
        return rows.put(
                        act.room().id(),
                        viewer,
                        new Restriction(until, version),
                        checked.reason(),
                        act.actor().id(),
                        act.now())
                .then(pins.deleteOf(act.room().id(), viewer, version, act.now()))
                .then(act.tell(event))
                .then(act.note(kind, viewer, null, detail))
                .thenReturn(new Restricted(viewer, kind, told, checked.reason()));
    }

    /// Lets a viewer write again; does nothing where nothing keeps the viewer from it.
    Mono<Void> lift(SignedIn actor, String room, String viewer) {
        return moderation.act(actor, room, Right.RESTRICT, List.of(viewer), act -> lifted(act, viewer, "lift", ""));
    }

    /// Part of an act: lets a viewer write again.
    Mono<Void> lifted(Act act, String viewer, String action, String detail) {
        return rows.lift(act.room().id(), viewer, act.now())
                .filter(wasRestricted -> wasRestricted)
                .flatMap(_ -> act.count())
                .flatMap(version -> act.tell(
                                new RoomEvent.Lifted(EventId.random().value(), act.now(), viewer, act.by(), version))
                        .then(act.note(action, viewer, null, detail)));
    }

    private static <T> Mono<T> unknown() {
        return Mono.error(
                () -> Problem.of(ErrorCode.VIEWER_UNKNOWN, "no such viewer").toException());
    }

    private static <T> Mono<T> tooMany() {
        return Mono.error(() -> Problem.of(409, "too_many", "at most " + HELD_MAX + " restrictions in a room")
                .toException());
    }

    /// What a moderator asks for.
    ///
    /// @param kind `timeout` or `ban`
    /// @param seconds 10 to 1,209,600 for a timeout
    /// @param reason up to 300 characters, for moderators
    record Wanted(
            @Nullable String kind,
            @Nullable Integer seconds,
            @Nullable String reason) {

        Checked check() {
            var violations = new Violations();
            boolean isBan = violations.word("kind", kind, "timeout", "ban").equals("ban");
            int length = seconds == null ? 0 : seconds;
            if (isBan && seconds != null) {
                violations.add("seconds", "form", "a ban has no seconds");
            } else if (!isBan && (length < SECONDS_MIN || length > SECONDS_MAX)) {
                violations.add("seconds", "range", "seconds must be " + SECONDS_MIN + " to " + SECONDS_MAX);
            }
            String why = violations.text("reason", reason == null ? "" : reason, 0, REASON_MAX);
            violations.throwIfAny();
            return new Checked(isBan, length, why);
        }
    }

    record Checked(boolean isBan, int seconds, String reason) {}

    /// What became of it.
    ///
    /// @param until milliseconds since 1970; absent for a ban
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Restricted(String viewer, String kind, @Nullable Long until, String reason) {}
}
