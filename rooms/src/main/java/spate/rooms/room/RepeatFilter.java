package spate.rooms.room;

import java.util.Base64;

/// Remembers which event ids a partition has carried, so that a message that was appended twice is told once.
///
/// Two generations of 128-bit ids; when the younger is old or full, the older is forgotten. So an id is
/// remembered for at least one window, unless more ids than the bound came in it. For one thread.
final class RepeatFilter {

    private final int idsMax;
    private final long windowMillis;
    private IdSet young = new IdSet();
    private IdSet old = new IdSet();
    private long youngSince;

    /// @param idsMax most ids of one generation
    /// @param windowMillis how long an id is remembered at least
    RepeatFilter(int idsMax, long windowMillis) {
        this.idsMax = idsMax;
        this.windowMillis = windowMillis;
    }

    /// Whether this id is new; it is remembered from now on.
    ///
    /// @param id the event's id
    /// @param room tells equal ids of different rooms apart
    /// @param now when the record was appended, milliseconds
    boolean isFirst(String id, int room, long now) {
        if (now - youngSince >= windowMillis || young.size >= idsMax) {
            old = young;
            young = new IdSet();
            youngSince = now;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(id);
        long high = toLong(bytes, 0) ^ (room * 0x9e3779b97f4a7c15L);
        long low = toLong(bytes, 8);
        return !old.contains(high, low) && young.add(high, low);
    }

    private static long toLong(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    /// Open addressing over pairs of longs; (0, 0) stands for an empty place.
    private static final class IdSet {
        private long[] ids = new long[128];
        private int size;

        boolean contains(long high, long low) {
            int at = find(ids, high, low);
            return ids[at] != 0 || ids[at + 1] != 0;
        }

        boolean add(long high, long low) {
            int at = find(ids, high, low);
            if (ids[at] != 0 || ids[at + 1] != 0) {
                return false;
            }
            ids[at] = high;
            ids[at + 1] = low;
            if (++size * 4 > ids.length) {
                grow();
            }
            return true;
        }

        private void grow() {
            long[] grown = new long[ids.length * 2];
            for (int i = 0; i < ids.length; i += 2) {
                if (ids[i] != 0 || ids[i + 1] != 0) {
                    int at = find(grown, ids[i], ids[i + 1]);
                    grown[at] = ids[i];
                    grown[at + 1] = ids[i + 1];
                }
            }
            ids = grown;
        }

        private static int find(long[] ids, long high, long low) {
            int mask = ids.length - 1;
            int at = (int) (((high ^ low) * 0x9e3779b97f4a7c15L) >>> 20) & mask & ~1;
            while ((ids[at] != 0 || ids[at + 1] != 0) && (ids[at] != high || ids[at + 1] != low)) {
                at = (at + 2) & mask;
            }
            return at;
        }
    }
}
