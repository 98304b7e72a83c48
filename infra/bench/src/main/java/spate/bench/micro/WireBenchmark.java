package spate.bench.micro;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import spate.protocol.EventId;
import spate.protocol.Limits;
import spate.protocol.RoomId;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.protocol.frame.ClientFrameDecoder;
import spate.protocol.frame.Decoded;

/// What a `post` costs on its way in: decode the frame, derive the id, encode the event.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {

    private static final String TEXT = "what a finish, nobody saw that coming 안녕하세요 👋 ".repeat(2);

    private final ClientFrameDecoder decoder = new ClientFrameDecoder(Limits.DEFAULTS);
    private final byte[] post = ("{\"type\":\"post\",\"id\":17,\"room\":\"bench\",\"text\":\"" + TEXT
                    + "\",\"key\":\"1f0e2d3c-17\"}")
            .getBytes(StandardCharsets.UTF_8);
    private final RoomId room = RoomId.parse("bench").orElseThrow();
    private final RoomEvent message = new RoomEvent.Message(
            "Zk3pQ7xW1nV5bM9cT2yR8A",
            1_790_000_000_000L,
            new Author("Vd83kfLm20xPqz71", "Mina", "viewer", "#2f7fd1", List.of()),
            TEXT,
            null);

    /// `ClientFrameDecoder.decode` of a post.
    @Benchmark
    public Decoded decodePost() {
        return decoder.decode(post, 0, post.length);
    }

    /// `EventId.derive`.
    @Benchmark
    public EventId deriveId() {
        return EventId.derive(room, "Vd83kfLm20xPqz71", "1f0e2d3c-17");
    }

    /// `EventJson.encode` of a message.
    @Benchmark
    public byte[] encodeMessage() {
        return EventJson.encode(message);
    }
}
