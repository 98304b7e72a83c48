package spate.load.report;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Counts and timings of one event loop, or of many added up. Confined to one thread.
@SuppressWarnings("EnumOrdinal") // Plain array slots; the enums never leave one build.
public final class Tally {

    private static final long HIGHEST_MICROS = 600_000_000;
    private static final int DIGITS = 3;
    private static final int NAMES_MAX = 200;

    private final long[] counts = new long[Count.values().length];
    private final @Nullable Histogram[] timings = new Histogram[Timing.values().length];
    private final Map<String, Long> named = new TreeMap<>();

    /// Adds to a count.
    public void add(Count count, long n) {
        counts[count.ordinal()] += n;
    }

    /// A count's value.
    public long get(Count count) {
        return counts[count.ordinal()];
    }

    /// Counts something by name: `error rate_limited`, `close 1012`, `connect refused`. At most 200 names are
    /// kept.
    public void addNamed(String name) {
        if (named.size() < NAMES_MAX || named.containsKey(name)) {
            named.merge(name, 1L, Long::sum);
        }
    }

    /// What was counted by name.
    public Map<String, Long> named() {
        return named;
    }

    /// A timing's histogram, in microseconds, up to ten minutes.
    public Histogram timing(Timing timing) {
        var histogram = timings[timing.ordinal()];
        if (histogram == null) {
            histogram = new Histogram(HIGHEST_MICROS, DIGITS);
            timings[timing.ordinal()] = histogram;
        }
        return histogram;
    }

    /// Records a time; what is outside zero to ten minutes is recorded as the nearer of them.
    public void record(Timing timing, long micros) {
        timing(timing).recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
    }

    /// Adds everything of another tally.
    public void add(Tally other) {
        addCounts(other);
        for (var timing : Timing.values()) {
            var histogram = other.timings[timing.ordinal()];
            if (histogram != null) {
                timing(timing).add(histogram);
            }
        }
        other.named.forEach((name, n) -> named.merge(name, n, Long::sum));
    }

    private void addCounts(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /// A copy that later counting does not change.
    public Tally copy() {
        var copy = new Tally();
        copy.add(this);
        return copy;
    }

    /// A copy of the counts alone, which costs next to nothing.
    public Tally counts() {
        var copy = new Tally();
        copy.addCounts(this);
        return copy;
    }

    /// Writes it for another process.
    public void write(DataOutput out) throws IOException {
        for (long count : counts) {
            out.writeLong(count);
        }
        for (var timing : Timing.values()) {
            var histogram = timings[timing.ordinal()];
            if (histogram == null) {
                out.writeInt(0);
                continue;
            }
            var encoded = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            int length = histogram.encodeIntoCompressedByteBuffer(encoded);
            out.writeInt(length);
            out.write(encoded.array(), 0, length);
        }
        out.writeInt(named.size());
        for (var entry : named.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    /// Reads what `write` wrote.
    public static Tally read(DataInput in) throws IOException {
        var tally = new Tally();
        for (int i = 0; i < tally.counts.length; i++) {
            tally.counts[i] = in.readLong();
        }
        for (var timing : Timing.values()) {
            var encoded = new byte[in.readInt()];
            in.readFully(encoded);
            if (encoded.length == 0) {
                continue;
            }
            try {
                tally.timing(timing)
                        .add(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), HIGHEST_MICROS));
            } catch (DataFormatException e) {
                throw new IOException("a histogram of another process cannot be read", e);
            }
        }
        int names = in.readInt();
        for (int i = 0; i < names; i++) {
            tally.named.put(in.readUTF(), in.readLong());
        }
        return tally;
    }
}
