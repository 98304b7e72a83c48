package spate.load.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What was posted and acknowledged, against what is stored.
public final class Ledger {

    private final EventIndex events;
    private long[] ackedHi = new long[256];
    private long[] ackedLo = new long[256];
    private int acked;

    /// @param events the events that the sessions saw
    public Ledger(EventIndex events) {
        this.events = events;
    }

    /// A post was acknowledged with this event id.
    public void addAcked(long idHi, long idLo) {
        if (acked == ackedHi.length) {
            ackedHi = Arrays.copyOf(ackedHi, acked * 2);
            ackedLo = Arrays.copyOf(ackedLo, acked * 2);
        }
        ackedHi[acked] = idHi;
        ackedLo[acked] = idLo;
        acked++;
    }

    /// Holds acknowledgements and sightings against what is stored.
    ///
    /// @param stored the stored messages' event numbers, in stored order
    public Stored judge(int[] stored) {
        var times = new int[events.size()];
        for (int event : stored) {
            times[event]++;
        }
        long missing = 0;
        for (int i = 0; i < acked; i++) {
            int event = events.find(ackedHi[i], ackedLo[i]);
            missing += event < 0 || times[event] == 0 ? 1 : 0;
        }
        long twice = 0;
        long seenOnly = 0;
        var posts = new HashMap<Long, Integer>();
        for (int event = 0; event < times.length; event++) {
            twice += Math.max(0, times[event] - 1);
            boolean isOurs = events.isMessage(event) && events.isMarked(event);
            if (isOurs) {
                seenOnly += times[event] == 0 ? 1 : 0;
                posts.merge((long) events.sender(event) << 32 | events.number(event), 1, Integer::sum);
            }
        }
        return new Stored(acked, stored.length, missing, twice, seenOnly, again(posts));
    }

    /// Without a history: every acknowledged event must have been seen by somebody.
    public Stored judgeSeen() {
        long missing = 0;
        for (int i = 0; i < acked; i++) {
            missing += events.find(ackedHi[i], ackedLo[i]) < 0 ? 1 : 0;
        }
        var posts = new HashMap<Long, Integer>();
        for (int event = 0; event < events.size(); event++) {
            if (events.isMarked(event)) {
                posts.merge((long) events.sender(event) << 32 | events.number(event), 1, Integer::sum);
            }
        }
        return new Stored(acked, 0, missing, 0, 0, again(posts));
    }

    private static long again(Map<Long, Integer> posts) {
        return posts.values().stream().mapToLong(count -> count - 1).sum();
    }

    /// What the history holds of the acknowledged posts.
    ///
    /// @param acked posts that were acknowledged
    /// @param stored messages in the history
    /// @param ackedMissing acknowledged, but not in the history
    /// @param storedAgain in the history more than once with the same id, each time beyond the first
    /// @param seenOnly shown to a session, but not in the history
    /// @param sameAgain the same post under another event id, each time beyond the first
    public record Stored(long acked, long stored, long ackedMissing, long storedAgain, long seenOnly, long sameAgain) {

        /// Whether each acknowledged post is there exactly once, and nothing was shown that is not there.
        public boolean isClean() {
            return ackedMissing == 0 && storedAgain == 0 && seenOnly == 0 && sameAgain == 0;
        }
    }
}
