package spate.stream.figures;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spate.protocol.RoomId;

/// What presence tells of a room in a step of time. Plain decision.
///
/// @param viewers sessions over all replicas, as told last
/// @param peak the most that were told
/// @param joins sessions that came, over all replicas
/// @param leaves sessions that left
record RoomPresence(String room, long viewers, long peak, long joins, long leaves) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

    /// The rooms in a step's hash ([spate.rooms.figures.PresenceSteps]), sorted. What has not the form is left out.
    static List<RoomPresence> of(Map<String, String> told) {
        var rooms = new TreeMap<String, RoomPresence>();
        told.forEach((field, value) -> {
            int slash = field.indexOf('/');
            String room = slash < 0 ? field : field.substring(0, slash);
            Matcher numbers = FORM.matcher(value);
            if (numbers.matches() && RoomId.parse(room).isPresent()) {
                long first = Long.parseLong(numbers.group(1));
                long second = Long.parseLong(numbers.group(2));
                var share = slash < 0
                        ? new RoomPresence(room, first, second, 0, 0)
                        : new RoomPresence(room, 0, 0, first, second);
                rooms.merge(room, share, RoomPresence::plus);
            }
        });
        return List.copyOf(rooms.values());
    }

    private RoomPresence plus(RoomPresence other) {
        return new RoomPresence(
                room, viewers + other.viewers, peak + other.peak, joins + other.joins, leaves + other.leaves);
    }
}
