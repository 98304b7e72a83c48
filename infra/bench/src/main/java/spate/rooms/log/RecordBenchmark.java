package spate.rooms.log;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
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
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;

/// What a record costs each of its readers, for each message.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {

    private final byte[] body = EventJson.encode(new RoomEvent.Message(
            "Zk3pQ7xW1nV5bM9cT2yR8A",
            1_790_000_000_000L,
            new Author("Vd83kfLm20xPqz71", "Mina", "viewer", "#2f7fd1", List.of()),
            "what a finish, nobody saw that coming 안녕하세요 👋 ".repeat(2),
            null));

    private final ConsumerRecord<byte[], byte[]> read = read();

    private ConsumerRecord<byte[], byte[]> read() {
        var written = LogRecords.toRecord(
                new LogEntry(
                        new RoomId("the-room-of-a-streamer"),
                        new EventId("Zk3pQ7xW1nV5bM9cT2yR8A"),
                        "message",
                        "Vd83kfLm20xPqz71",
                        1_790_000_000_000L,
                        body),
                null);
        return new ConsumerRecord<>(
                written.topic(),
                0,
                17,
                1_790_000_000_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
    }

    /// `LogRecords.parse` of a message.
    @Benchmark
    public Parsed parseRecord() {
        return LogRecords.parse(read);
    }

    /// `BodyCheck.whatIsWrong` of a message.
    @Benchmark
    public @Nullable String checkBody() {
        return BodyCheck.whatIsWrong(body);
    }
}
