package spate.load.check;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/// The one order of a run's messages, against which every session is held.
public final class Truth {

    private final EventIndex events;
    private final int[] rankOf;
    private final int size;
    private final boolean isMarkedOnly;

    private Truth(EventIndex events, int[] order, boolean isMarkedOnly) {
        this.events = events;
        this.isMarkedOnly = isMarkedOnly;
        rankOf = new int[events.size()];
        Arrays.fill(rankOf, -1);
        int rank = 0;
        for (int event : order) {
            if (rankOf[event] < 0) {
                rankOf[event] = rank++;
            }
        }
        size = rank;
    }

    /// The stored history is the truth.
    ///
    /// @param order the stored messages of this run in stored order
    /// @param isMarkedOnly whether this run's messages all carry its marker, so that any other is foreign
    public static Truth stored(EventIndex events, int[] order, boolean isMarkedOnly) {
        return new Truth(events, order, isMarkedOnly);
    }

    /// Without a history: the order of the session that received most distinct messages; what only others
    /// received follows at the end.
    public static Truth ofLongest(EventIndex events, Map<Sequence, Integer> sequences, boolean isMarkedOnly) {
        var order = new Order(events, isMarkedOnly);
        for (var sequence : sequences.keySet()) {
            var candidate = new Order(events, isMarkedOnly);
            sequence.walk(candidate);
            if (candidate.used > order.used) {
                order = candidate;
            }
        }
        for (int event = 0; event < events.size(); event++) {
            order.event(event);
        }
        return new Truth(events, Arrays.copyOf(order.order, order.used), isMarkedOnly);
    }

    /// Number of messages that every session should have received.
    public int size() {
        return size;
    }

    /// Whether the event is one of them.
    public boolean holds(int event) {
        return rankOf[event] >= 0;
    }

    /// Holds sessions against the truth.
    ///
    /// @param sequences each different sequence, and how many sessions have it
    public Verdict judge(Map<Sequence, Integer> sequences) {
        long sessions = 0;
        long deliveries = 0;
        long lost = 0;
        long toldMissed = 0;
        long doubled = 0;
        long reordered = 0;
        long foreign = 0;
        long overflowed = 0;
        for (var entry : sequences.entrySet()) {
            int times = entry.getValue();
            var walk = new Walk();
            entry.getKey().walk(walk);
            walk.finish();
            sessions += times;
            deliveries += times * walk.deliveries;
            lost += times * walk.lost;
            toldMissed += times * walk.toldMissed;
            doubled += times * walk.doubled;
            reordered += times * walk.reordered;
            foreign += times * walk.foreign;
            overflowed += entry.getKey().isOverflowed() ? times : 0;
        }
        return new Verdict(
                sessions,
                deliveries,
                sessions * size,
                lost,
                toldMissed,
                doubled,
                reordered,
                foreign,
                overflowed,
                sequences.size());
    }

    /// One session against the truth.
    private final class Walk implements Sequence.Visitor {

        private final BitSet ranks = new BitSet(size);
        private final BitSet others = new BitSet();
        private final BitSet told = new BitSet();
        private int newest = -1;
        private int gapAfter = -2;
        private long deliveries;
        private long lost;
        private long toldMissed;
        private long doubled;
        private long reordered;
        private long foreign;

        @Override
        public void event(int event) {
            boolean isMessage = events.isMessage(event);
            deliveries += isMessage ? 1 : 0;
            int rank = rankOf[event];
            if (rank < 0) {
                doubled += others.get(event) ? 1 : 0;
                foreign += isMessage && isMarkedOnly && !events.isMarked(event) && !others.get(event) ? 1 : 0;
                others.set(event);
                return;
            }
            if (ranks.get(rank)) {
                doubled++;
                return;
            }
            ranks.set(rank);
            if (rank < newest) {
                reordered++;
                return;
            }
            closeGap(rank);
            newest = rank;
        }

        @Override
        public void toldGap() {
            gapAfter = newest;
        }

        private void closeGap(int before) {
            if (gapAfter > -2 && before > gapAfter + 1) {
                told.set(gapAfter + 1, before);
            }
            gapAfter = -2;
        }

        private void finish() {
            closeGap(size);
            for (int rank = ranks.nextClearBit(0); rank < size; rank = ranks.nextClearBit(rank + 1)) {
                if (told.get(rank)) {
                    toldMissed++;
                } else {
                    lost++;
                }
            }
        }
    }

    /// The messages of a sequence, each once, in order.
    private static final class Order implements Sequence.Visitor {

        private final EventIndex events;
        private final boolean isMarkedOnly;
        private final BitSet seen = new BitSet();
        private int[] order;
        private int used;

        Order(EventIndex events, boolean isMarkedOnly) {
            this.events = events;
            this.isMarkedOnly = isMarkedOnly;
            this.order = new int[events.size()];
        }

        @Override
        public void event(int event) {
            boolean counts = events.isMessage(event) && (!isMarkedOnly || events.isMarked(event));
            if (counts && !seen.get(event)) {
                seen.set(event);
                order[used++] = event;
            }
        }

        @Override
        public void toldGap() {
            // What is missing there is missing from the order as well.
        }
    }
}
