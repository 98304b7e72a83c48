package spate.rooms.presence;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// Who came and left within a step of time, of counters that only grow. What came between the last telling of a step
/// and its end counts for the next one; what was told and not heard counts no second time. Plain decision; not for
/// several threads at once.
final class Comings {

    /// @param joins sessions that came in the step
    /// @param leaves sessions that left in it
    record Traffic(long joins, long leaves) {}

    private record Told(long step, Traffic before, Traffic now) {}

    private static final Traffic NONE = new Traffic(0, 0);

    private final Map<Object, Told> told = new HashMap<>();

    /// Forgets all rooms but these: whoever is made anew counts from nothing.
    void keep(Collection<?> rooms) {
        told.keySet().retainAll(new HashSet<>(rooms));
    }

    /// What is to be told of a room in a step now.
    ///
    /// @param room by identity, with counters of its own
    /// @param step where it begins
    Traffic in(Object room, long step, long joins, long leaves) {
        Told last = told.get(room);
        Traffic before = last == null ? NONE : last.step() == step ? last.before() : last.now();
        told.put(room, new Told(step, before, new Traffic(joins, leaves)));
        return new Traffic(joins - before.joins(), leaves - before.leaves());
    }
}
