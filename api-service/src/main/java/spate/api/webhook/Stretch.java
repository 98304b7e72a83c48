package spate.api.webhook;

import java.util.List;
import java.util.Set;

/// What comes next for a webhook out of what the archive has behind its place. Plain decision.
///
/// @param to the place up to which it goes
/// @param events how many events of the wanted types are in it
record Stretch(Place to, int events) {

    /// An event as far as it matters here.
    ///
    /// @param isShown whether it is not hidden
    record Found(Place place, String type, boolean isShown, long bytes) {}

    /// @param found what is behind the webhook's place, in order, at least one
    /// @param types the wanted ones
    static Stretch of(List<Found> found, Set<String> types, int eventsMax, long bytesMax) {
        Place to = found.getFirst().place();
        int events = 0;
        long bytes = 0;
        for (Found each : found) {
            if (each.isShown() && types.contains(each.type())) {
                if (events == eventsMax || (events > 0 && bytes + each.bytes() > bytesMax)) {
                    return new Stretch(to, events);
                }
                events++;
                bytes += each.bytes();
            }
            to = each.place();
        }
        return new Stretch(to, events);
    }
}
