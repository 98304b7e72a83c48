package spate.rooms.room;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// What the look for repeats costs the relay, for each message.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RepeatFilterBenchmark {

    private static final int IDS = 1 << 19;

    private final String[] ids = new String[IDS];
    // A quarter of the ids: when one comes round again, both generations that knew it are forgotten.
    private final RepeatFilter forgetting = new RepeatFilter(IDS / 4, Long.MAX_VALUE);
    private final RepeatFilter remembering = new RepeatFilter(IDS * 2, Long.MAX_VALUE);
    private int number;

    /// Makes the ids, and lets one filter remember them all.
    @Setup
    public void fill() {
        var room = RoomId.parse("bench").orElseThrow();
        for (int i = 0; i < IDS; i++) {
            ids[i] = EventId.derive(room, "author", "key-" + i).value();
            remembering.isFirst(ids[i], 1, 0);
        }
    }

    /// `RepeatFilter.isFirst` of an id that is new; the sets' growth and change of generation are part of it.
    @Benchmark
    public boolean newId() {
        return forgetting.isFirst(ids[number++ & (IDS - 1)], 1, 0);
    }

    /// `RepeatFilter.isFirst` of an id that came before.
    @Benchmark
    public boolean knownId() {
        return remembering.isFirst(ids[number++ & (IDS - 1)], 1, 0);
    }
}
