package spate.rooms.figures;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How many different viewers there were, in at most 2 KiB, whatever their number. Up to [#EXACT_MAX] it knows them
/// exactly; above that it is a HyperLogLog of 2,048 registers, whose standard error is 2.3 %. Sketches unite without
/// counting anybody twice, in any order, so one that is counted again changes nothing. Immutable.
public final class ViewerSketch {

    /// Most viewers that are counted exactly.
    public static final int EXACT_MAX = 250;

    /// Of nobody.
    public static final ViewerSketch EMPTY = new ViewerSketch(new long[0], null);

    private static final int INDEX_BITS = 11;
    private static final int REGISTERS = 1 << INDEX_BITS;
    /// Corrects the bias of the harmonic mean for this number of registers.
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    private static final byte FORM_EXACT = 1;
    private static final byte FORM_REGISTERS = 2;

    private final long[] hashes;
    private final byte @Nullable [] registers;

    /// @param hashes sorted, each once; empty where there are registers
    private ViewerSketch(long[] hashes, byte @Nullable [] registers) {
        this.hashes = hashes;
        this.registers = registers;
    }

    /// The sketch of viewers by their ids.
    public static ViewerSketch of(Iterable<String> viewers) {
        ViewerSketch sketch = EMPTY;
        var chunk = new long[EXACT_MAX];
        int filled = 0;
        for (String viewer : viewers) {
            if (filled == chunk.length) {
                sketch = sketch.unite(exactly(chunk));
                filled = 0;
            }
            chunk[filled++] = hash(viewer);
        }
        return sketch.unite(exactly(Arrays.copyOf(chunk, filled)));
    }

    /// The sketch in bytes that [#bytes()] gave; of nobody where they are null or of no known form.
    public static ViewerSketch parse(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return EMPTY;
        }
        if (bytes[0] == FORM_REGISTERS && bytes.length == REGISTERS + 1) {
            return new ViewerSketch(new long[0], Arrays.copyOfRange(bytes, 1, bytes.length));
        }
        if (bytes[0] != FORM_EXACT || bytes.length % Long.BYTES != 1) {
            return EMPTY;
        }
        var hashes = new long[bytes.length / Long.BYTES];
        for (int i = 0; i < hashes.length; i++) {
            for (int j = 0; j < Long.BYTES; j++) {
                hashes[i] = (hashes[i] << Byte.SIZE) | (bytes[1 + i * Long.BYTES + j] & 0xff);
            }
        }
        return exactly(hashes);
    }

    /// This sketch as bytes, at most 2,049.
    public byte[] bytes() {
        if (registers != null) {
            var bytes = new byte[REGISTERS + 1];
            bytes[0] = FORM_REGISTERS;
            System.arraycopy(registers, 0, bytes, 1, REGISTERS);
            return bytes;
        }
        var bytes = new byte[1 + hashes.length * Long.BYTES];
        bytes[0] = FORM_EXACT;
        for (int i = 0; i < hashes.length; i++) {
            for (int j = 0; j < Long.BYTES; j++) {
                bytes[1 + i * Long.BYTES + j] = (byte) (hashes[i] >>> (Long.SIZE - Byte.SIZE * (j + 1)));
            }
        }
        return bytes;
    }

    /// The sketch of everybody who is in either.
    public ViewerSketch unite(ViewerSketch other) {
        if (registers == null && other.registers == null) {
            var both = Arrays.copyOf(hashes, hashes.length + other.hashes.length);
            System.arraycopy(other.hashes, 0, both, hashes.length, other.hashes.length);
            return exactly(both);
        }
        var united = new byte[REGISTERS];
        addTo(united);
        other.addTo(united);
        return new ViewerSketch(new long[0], united);
    }

    /// How many viewers it holds: exact up to [#EXACT_MAX], else estimated.
    public long count() {
        return registers == null ? hashes.length : estimate(registers);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ViewerSketch sketch
                && Arrays.equals(hashes, sketch.hashes)
                && Arrays.equals(registers, sketch.registers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(hashes) + Arrays.hashCode(registers);
    }

    private static ViewerSketch exactly(long[] unsorted) {
        long[] sorted = Arrays.stream(unsorted).sorted().distinct().toArray();
        if (sorted.length <= EXACT_MAX) {
            return new ViewerSketch(sorted, null);
        }
        var registers = new byte[REGISTERS];
        add(sorted, registers);
        return new ViewerSketch(new long[0], registers);
    }

    private void addTo(byte[] united) {
        add(hashes, united);
        if (registers != null) {
            for (int i = 0; i < REGISTERS; i++) {
                united[i] = (byte) Math.max(united[i], registers[i]);
            }
        }
    }

    private static void add(long[] hashes, byte[] registers) {
        for (long hash : hashes) {
            int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
            // The bit behind the index ends the count where all of them are zero.
            int rank = Long.numberOfLeadingZeros((hash << INDEX_BITS) | (1L << (INDEX_BITS - 1))) + 1;
            registers[index] = (byte) Math.max(registers[index], rank);
        }
    }

    /// Flajolet's estimate, and the count of empty registers where that is the better one.
    private static long estimate(byte[] registers) {
        double sum = 0;
        int empty = 0;
        for (byte register : registers) {
            sum += Math.scalb(1.0, -register);
            empty += register == 0 ? 1 : 0;
        }
        double raw = ALPHA * REGISTERS * REGISTERS / sum;
        boolean isFew = raw <= 2.5 * REGISTERS && empty > 0;
        return Math.round(isFew ? REGISTERS * Math.log((double) REGISTERS / empty) : raw);
    }

    /// FNV-1a with the finish of SplitMix64. Stands in the database: it never changes.
    private static long hash(String viewer) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < viewer.length(); i++) {
            hash = (hash ^ viewer.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
