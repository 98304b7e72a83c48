package spate.rooms.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who is what in a room, who is kept from writing, and what is pinned: what moderators decide. Immutable.
///
/// @param roles moderators and VIPs by viewer id
/// @param restrictions timeouts and bans by viewer id; some may be over
/// @param pin the pinned message
/// @param pinVersion the counter of moderation at the last change of the pin
public record People(
        Map<String, Given> roles,
        Map<String, Restriction> restrictions,
        @Nullable Pin pin,
        long pinVersion) {

    /// Nobody is anything.
    public static final People NONE = new People(Map.of(), Map.of(), null, 0);

    /// A role that was given.
    ///
    /// @param version the counter of moderation when it was given
    public record Given(Role role, long version) {}

    /// These after a role was given; the same where they know a newer one.
    public People withRole(String viewer, Role role, long version) {
        Given known = roles.get(viewer);
        if (known != null && known.version() >= version) {
            return this;
        }
        var changed = new HashMap<>(roles);
        if (role == Role.VIEWER) {
            changed.remove(viewer);
        } else {
            changed.put(viewer, new Given(role, version));
        }
        return new People(changed, restrictions, pin, pinVersion);
    }

    /// These after a viewer was timed out or banned; the same where they know something newer.
    public People withRestriction(String viewer, Restriction restriction) {
        if (knowsNewer(viewer, restriction.version())) {
            return this;
        }
        var changed = new HashMap<>(restrictions);
        changed.put(viewer, restriction);
        return new People(roles, changed, pin, pinVersion);
    }

    /// These after a viewer may write again; the same where they know something newer.
    public People withoutRestriction(String viewer, long version) {
        if (!restrictions.containsKey(viewer) || knowsNewer(viewer, version)) {
            return this;
        }
        var changed = new HashMap<>(restrictions);
        changed.remove(viewer);
        return new People(roles, changed, pin, pinVersion);
    }

    private boolean knowsNewer(String viewer, long version) {
        Restriction known = restrictions.get(viewer);
        return known != null && known.version() > version;
    }

    /// These with another pin, or none; the same where they know a newer change of it.
    public People withPin(@Nullable Pin pinned, long version) {
        return version < pinVersion ? this : new People(roles, restrictions, pinned, version);
    }

    /// These as if nothing had ever been pinned.
    People withoutPin() {
        return new People(roles, restrictions, null, 0);
    }

    /// These without the pin where its message is this one, and without what the pin quotes of it.
    public People withoutMessage(String event) {
        return pin == null
                ? this
                : with(
                        pin.event().equals(event)
                                ? null
                                : pin.withoutQuote(quote -> quote.message().equals(event)));
    }

    /// These without the pin where its message is this viewer's, and without what the pin quotes of the viewer.
    public People withoutMessagesOf(String viewer) {
        return pin == null
                ? this
                : with(pin.author().equals(viewer) ? null : pin.withoutQuote(quote -> viewer.equals(quote.author())));
    }

    private People with(@Nullable Pin other) {
        return Objects.equals(other, pin) ? this : new People(roles, restrictions, other, pinVersion);
    }
}
