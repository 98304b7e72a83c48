package spate.rooms.log;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;

/// What the check of a record's body costs the tail, for each message and replica.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BodyCheckBenchmark {

    private final byte[] body = EventJson.encode(new RoomEvent.Message(
            "Zk3pQ7xW1nV5bM9cT2yR8A",
            1_790_000_000_000L,
            new Author("Vd83kfLm20xPqz71", "Mina", "viewer", "#2f7fd1", List.of()),
            "what a finish, nobody saw that coming 안녕하세요 👋 ".repeat(2),
            null));

    /// `BodyCheck.whatIsWrong` of a message.
    @Benchmark
    public @Nullable String checkBody() {
        return BodyCheck.whatIsWrong(body);
    }
}
