package spate.load.check;

import java.util.Arrays;

/// Numbers the events of one room in the order in which this process first saw them, so that each session keeps
/// plain numbers. An open-addressing table keyed by 128 bits of the event's id; about 60 bytes for each event.
/// Safe for use by several threads; readers of single fields may only ask for numbers they were given.
public final class EventIndex {

    /// A message, as opposed to reactions, settings and the like.
    public static final byte MESSAGE = 1;

    /// Carries this run's marker.
    public static final byte MARKED = 2;

    private long[] hi = new long[1024];
    private long[] lo = new long[1024];
    private byte[] flags = new byte[1024];
    private int[] sender = new int[1024];
    private int[] number = new int[1024];
    private int[] table = empty(4096);
    private int size;

    /// The event's number; a new one where it was not seen before.
    public synchronized int intern(long idHi, long idLo, byte eventFlags, int eventSender, int eventNumber) {
        int slot = slot(idHi, idLo);
        if (table[slot] >= 0) {
            return table[slot];
        }
        if (size == hi.length) {
            grow();
        }
        if (size * 2 >= table.length) {
            rehash();
            slot = slot(idHi, idLo);
        }
        int index = size++;
        table[slot] = index;
        hi[index] = idHi;
        lo[index] = idLo;
        flags[index] = eventFlags;
        sender[index] = eventSender;
        number[index] = eventNumber;
        return index;
    }

    /// The event's number, or -1 where it was never seen.
    public synchronized int find(long idHi, long idLo) {
        return table[slot(idHi, idLo)];
    }

    /// How many events there are.
    public synchronized int size() {
        return size;
    }

    /// First half of an event's id.
    public synchronized long hi(int index) {
        return hi[index];
    }

    /// Second half of an event's id.
    public synchronized long lo(int index) {
        return lo[index];
    }

    /// Whether the event is a message.
    public synchronized boolean isMessage(int index) {
        return (flags[index] & MESSAGE) != 0;
    }

    /// Whether the event carries this run's marker.
    public synchronized boolean isMarked(int index) {
        return (flags[index] & MARKED) != 0;
    }

    /// What `intern` was given.
    public synchronized byte flags(int index) {
        return flags[index];
    }

    /// The sender named by the marker.
    public synchronized int sender(int index) {
        return sender[index];
    }

    /// The sender's message named by the marker.
    public synchronized int number(int index) {
        return number[index];
    }

    private int slot(long idHi, long idLo) {
        int mask = table.length - 1;
        int slot = (int) (idHi ^ idHi >>> 32) & mask;
        while (table[slot] >= 0 && (hi[table[slot]] != idHi || lo[table[slot]] != idLo)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int length = hi.length * 2;
        hi = Arrays.copyOf(hi, length);
        lo = Arrays.copyOf(lo, length);
        flags = Arrays.copyOf(flags, length);
        sender = Arrays.copyOf(sender, length);
        number = Arrays.copyOf(number, length);
    }

    private void rehash() {
        table = empty(table.length * 2);
        for (int i = 0; i < size; i++) {
            table[slot(hi[i], lo[i])] = i;
        }
    }

    private static int[] empty(int length) {
        var fresh = new int[length];
        Arrays.fill(fresh, -1);
        return fresh;
    }
}
