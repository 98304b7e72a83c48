package spate.rooms.room;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.protocol.frame.ServerFrames;
import spate.rooms.log.LogIdentity;

/// What a batch costs once for all sessions, and what each session's look into the tail costs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoomBenchmark {

    private static final int TAIL_BATCHES = 1024;

    private final RoomId room = RoomId.parse("bench").orElseThrow();
    private final LogIdentity log = LogIdentity.of("kafkas-topic-id", 12);
    private final RoomTail tail = new RoomTail(-1, TAIL_BATCHES);
    private List<byte[]> bodies = List.of();
    private byte[] frame = {};
    private long number;

    /// Events of a batch.
    @Param({"5", "40"})
    public int events;

    /// Makes the batch and fills the tail.
    @Setup
    public void fill() {
        var batch = new ArrayList<byte[]>();
        var told = new ArrayList<LogEvent>();
        for (int i = 0; i < events; i++) {
            String id = EventId.derive(room, "author", "key-" + i).value();
            byte[] body = EventJson.encode(new RoomEvent.Message(
                    id,
                    1_790_000_000_000L + i,
                    new Author("viewer-" + i, "Mina " + i, "viewer", "#2f7fd1", List.of()),
                    "what a finish, nobody saw that coming " + "안녕하세요 👋 ".repeat(i % 5) + i,
                    null));
            batch.add(body);
            told.add(new LogEvent(i, id, "message", body));
        }
        bodies = batch;
        frame = splice();
        for (int i = 0; i < TAIL_BATCHES; i++) {
            tail.append(new Batch(room, log, i - 1, i, told), Long.MAX_VALUE);
        }
    }

    /// `ServerFrames.events`.
    @Benchmark
    public byte[] splice() {
        return ServerFrames.events(room, log.position(1_000_000), log.position(1_000_000 + events), bodies);
    }

    /// `WebSocketFraming.text` of the spliced batch.
    @Benchmark
    public byte[] frame() {
        return WebSocketFraming.text(frame);
    }

    /// `WebSocketFraming.deflated` of the spliced batch.
    @Benchmark
    public byte[] deflate() {
        return WebSocketFraming.deflated(frame);
    }

    /// What a session does for a batch that others read before: head, batch, encoded bytes.
    @Benchmark
    public int readCursor() {
        long next = number++ & (TAIL_BATCHES - 1);
        if (tail.head().next() <= next) {
            throw new IllegalStateException("BUG: the tail is not full");
        }
        Batch batch = tail.get(next);
        ByteBuf encoded = batch == null ? null : batch.encoded(Encoding.WEBSOCKET);
        if (encoded == null) {
            throw new IllegalStateException("BUG: the tail let go");
        }
        int bytes = encoded.readableBytes();
        encoded.release();
        return bytes;
    }
}
