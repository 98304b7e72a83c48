package spate.rooms.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Those who wait for stretches, by partition. One reading serves everybody whose stretch is not much longer than
/// the shortest one, so a crowd that comes back costs a few readings, and nobody's long stretch delays or fails
/// the short ones. Thread-safe.
final class Asks {

    /// Stretches up to this length are read together, whatever their lengths.
    private static final long SHORT = 10_000;

    private final int asksMax;
    private final Map<Integer, List<Ask>> waiting = new HashMap<>();
    private final Set<Integer> busy = new HashSet<>();
    private int count;

    Asks(int asksMax) {
        this.asksMax = asksMax;
    }

    enum Added {
        FULL,
        WAITS,
        /// Nobody reads the partition: somebody has to begin.
        BEGINS
    }

    synchronized Added add(int partition, Ask ask) {
        if (count >= asksMax) {
            return Added.FULL;
        }
        count++;
        waiting.computeIfAbsent(partition, _ -> new ArrayList<>()).add(ask);
        return busy.add(partition) ? Added.BEGINS : Added.WAITS;
    }

    /// Those to read for next; empty where nobody waits, and then nobody reads the partition any more.
    synchronized List<Ask> next(int partition) {
        List<Ask> here = waiting.remove(partition);
        if (here == null) {
            busy.remove(partition);
            return List.of();
        }
        here.sort(Comparator.comparingLong(Ask::span));
        long longest = Math.max(SHORT, here.getFirst().span() * 2);
        List<Ask> group = here.stream().takeWhile(ask -> ask.span() <= longest).toList();
        if (group.size() < here.size()) {
            waiting.put(partition, new ArrayList<>(here.subList(group.size(), here.size())));
        }
        count -= group.size();
        return group;
    }

    synchronized int count() {
        return count;
    }
}
