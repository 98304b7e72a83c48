package spate.rooms.room;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.People;
import spate.rooms.policy.Pin;
import spate.rooms.policy.Restriction;
import spate.rooms.policy.Role;
import spate.rooms.policy.RoomPolicy;

/// The events that change what a room demands: the only ones that a server reads.
final class PolicyChange {

    private PolicyChange() {}

    static boolean is(LogEvent event) {
        return switch (event.type()) {
            case "settings", "opened", "closed", "removed", "cleared", "lifted", "role", "pinned", "unpinned" -> true;
            default -> false;
        };
    }

    /// The policy after an event; the same one where the event changes nothing or is older than the policy.
    static RoomPolicy apply(RoomPolicy policy, LogEvent event) {
        if (!is(event)) {
            return policy;
        }
        return switch (EventJson.decode(event.body())) {
            case RoomEvent.Settings changed -> {
                RoomPolicy after = policy.with(changed.settings(), changed.version());
                yield changed.wordsVersion() == null ? after : after.hearOfWords(changed.wordsVersion());
            }
            case RoomEvent.Opened opened ->
                policy.with(policy.settings().withOpen(true), version(opened.version(), policy));
            case RoomEvent.Closed closed ->
                policy.with(policy.settings().withOpen(false), version(closed.version(), policy));
            case RoomEvent decided -> policy.with(moderated(policy.people(), decided));
        };
    }

    private static People moderated(People people, RoomEvent event) {
        return switch (event) {
            case RoomEvent.Removed removed -> people.withoutMessage(removed.target());
            case RoomEvent.Cleared cleared -> cleared(people, cleared);
            case RoomEvent.Lifted lifted -> people.withoutRestriction(lifted.viewer(), lifted.version());
            case RoomEvent.RoleGiven given -> people.withRole(given.viewer(), Role.of(given.role()), given.version());
            case RoomEvent.Pinned pinned ->
                people.withPin(pin(pinned), pinned.version() == null ? people.pinVersion() : pinned.version());
            case RoomEvent.Unpinned unpinned ->
                people.withPin(null, unpinned.version() == null ? people.pinVersion() : unpinned.version());
            default -> people;
        };
    }

    private static People cleared(People people, RoomEvent.Cleared cleared) {
        People without = people.withoutMessagesOf(cleared.viewer());
        long version = cleared.version() == null ? 0 : cleared.version();
        if (cleared.reason().equals("ban")) {
            return without.withRestriction(cleared.viewer(), new Restriction(Restriction.FOR_EVER, version));
        }
        return cleared.until() == null
                ? without
                : without.withRestriction(cleared.viewer(), new Restriction(cleared.until(), version));
    }

    private static Pin pin(RoomEvent.Pinned pinned) {
        String body = new String(EventJson.encode(pinned.target()), StandardCharsets.UTF_8);
        return new Pin(
                pinned.target().id(), pinned.target().by().id(), body, pinned.version() == null ? 0 : pinned.version());
    }

    private static long version(@Nullable Long told, RoomPolicy policy) {
        return told == null ? policy.version() : told;
    }

    /// Whether a message stands behind a timeout or ban of its author in the log. Nobody is shown it, whoever
    /// accepted it: each replica and the archive decide by the place in the log and the time in the event.
    static boolean isVoid(RoomPolicy policy, LogEvent event) {
        String author = event.author();
        return event.isMessage() && author != null && policy.restrictionOf(author, event.at()) != null;
    }
}
