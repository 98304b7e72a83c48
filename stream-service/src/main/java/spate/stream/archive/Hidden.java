package spate.stream.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spate.protocol.RoomId;
import spate.rooms.log.Parsed;

/// Which events of a slice nobody is shown. Plain decision.
final class Hidden {

    private Hidden() {}

    /// The events that are shown once all of them are read. Of several clearings of a viewer the newest says how
    /// long later messages are hidden.
    ///
    /// @param events of the slice, each partition's in order
    /// @param before what was in force before the slice
    /// @param decisions what the slice decides, in order
    static List<Parsed.Event> without(List<Parsed.Event> events, List<Decision> before, List<Decision> decisions) {
        if (before.isEmpty() && decisions.isEmpty()) {
            return events;
        }
        var removed = new ArrayList<Decision>();
        var cleared = new HashMap<Seat, Decision.Clearing>();
        for (Decision decision : before) {
            keep(decision, removed, cleared);
        }
        for (Decision decision : decisions) {
            keep(decision, removed, cleared);
        }
        return events.stream()
                .filter(event -> removed.stream().noneMatch(each -> each.hides(event))
                        && cleared.values().stream().noneMatch(each -> each.hides(event)))
                .toList();
    }

    private static void keep(Decision decision, List<Decision> removed, Map<Seat, Decision.Clearing> cleared) {
        switch (decision) {
            case Decision.Removal removal -> removed.add(removal);
            case Decision.Clearing clearing ->
                cleared.merge(
                        new Seat(clearing.room(), clearing.viewer()), clearing, (known, next) -> next.after(known));
        }
    }

    private record Seat(RoomId room, String viewer) {}
}
