package spate.load.check;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// What one session received, in its order, as runs of consecutive event numbers. A session that received
/// everything in the order of the others is one run, whatever its length. Runs are bounded; beyond that the
/// sequence says so and counts as broken. Confined to one thread.
public final class Sequence {

    private static final int RUNS_MAX = 200_000;
    private static final int GAP = -1;
    private static final int[] NOTHING = {};

    private int[] runs;
    private int used;
    private boolean isOverflowed;

    /// An empty sequence.
    public Sequence() {
        this.runs = NOTHING;
    }

    private Sequence(int[] runs, boolean isOverflowed) {
        this.runs = runs;
        this.used = runs.length;
        this.isOverflowed = isOverflowed;
    }

    /// `count` events arrived, numbered consecutively from `first`.
    public void add(int first, int count) {
        if (count == 0) {
            return;
        }
        if (used > 0 && runs[used - 2] != GAP && runs[used - 2] + runs[used - 1] == first) {
            runs[used - 1] += count;
        } else {
            append(first, count);
        }
    }

    /// The session was told that it misses something here.
    public void addToldGap() {
        if (used == 0 || runs[used - 2] != GAP) {
            append(GAP, 0);
        }
    }

    /// Whether the event is among those received.
    public boolean contains(int event) {
        for (int i = 0; i < used; i += 2) {
            if (runs[i] != GAP && event >= runs[i] && event < runs[i] + runs[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /// Whether more runs came than are kept.
    public boolean isOverflowed() {
        return isOverflowed;
    }

    /// Sees each event, and each told gap, in the order of arrival.
    void walk(Visitor visitor) {
        for (int i = 0; i < used; i += 2) {
            if (runs[i] == GAP) {
                visitor.toldGap();
            } else {
                for (int event = runs[i]; event < runs[i] + runs[i + 1]; event++) {
                    visitor.event(event);
                }
            }
        }
    }

    /// The same sequence with each event's number replaced.
    public Sequence renumbered(int[] numbers) {
        var result = new Sequence();
        walk(new Visitor() {
            @Override
            public void event(int event) {
                result.add(numbers[event], 1);
            }

            @Override
            public void toldGap() {
                result.addToldGap();
            }
        });
        result.isOverflowed |= isOverflowed;
        return result;
    }

    /// Writes it for another process.
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(isOverflowed);
        out.writeInt(used);
        for (int i = 0; i < used; i++) {
            out.writeInt(runs[i]);
        }
    }

    /// Reads what `write` wrote.
    public static Sequence read(DataInput in) throws IOException {
        boolean overflowed = in.readBoolean();
        var runs = new int[in.readInt()];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = in.readInt();
        }
        return new Sequence(runs, overflowed);
    }

    private void append(int first, int count) {
        if (used >= RUNS_MAX * 2) {
            isOverflowed = true;
            return;
        }
        if (used == runs.length) {
            runs = Arrays.copyOf(runs, Math.max(2, runs.length * 2));
        }
        runs[used++] = first;
        runs[used++] = count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence that
                && isOverflowed == that.isOverflowed
                && Arrays.equals(runs, 0, used, that.runs, 0, that.used);
    }

    @Override
    public int hashCode() {
        int hash = Boolean.hashCode(isOverflowed);
        for (int i = 0; i < used; i++) {
            hash = hash * 31 + runs[i];
        }
        return hash;
    }

    /// Sees a sequence in its order.
    interface Visitor {

        void event(int event);

        void toldGap();
    }
}
