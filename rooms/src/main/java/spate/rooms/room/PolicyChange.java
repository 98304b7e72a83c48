package spate.rooms.room;

import org.jspecify.annotations.Nullable;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.policy.RoomPolicy;

/// The events that change what a room demands: the only ones that a server reads.
final class PolicyChange {

    private PolicyChange() {}

    static boolean is(LogEvent event) {
        return switch (event.type()) {
            case "settings", "opened", "closed" -> true;
            default -> false;
        };
    }

    /// The policy after an event; the same one where the event changes nothing or is older than the policy.
    static RoomPolicy apply(RoomPolicy policy, LogEvent event) {
        if (!is(event)) {
            return policy;
        }
        return switch (EventJson.decode(event.body())) {
            case RoomEvent.Settings changed -> policy.with(changed.settings(), changed.version());
            case RoomEvent.Opened opened ->
                policy.with(policy.settings().withOpen(true), version(opened.version(), policy));
            case RoomEvent.Closed closed ->
                policy.with(policy.settings().withOpen(false), version(closed.version(), policy));
            case RoomEvent _ -> policy;
        };
    }

    private static long version(@Nullable Long told, RoomPolicy policy) {
        return told == null ? policy.version() : told;
    }
}
