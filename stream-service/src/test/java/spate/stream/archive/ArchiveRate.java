package spate.stream.archive;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import spate.protocol.RoomId;
import spate.testing.FaultyServers;

/// Prints how many rows a second the archive stores while it catches up, on servers of its own.
///
/// Arguments: events (default 400,000), rooms (default 50), lanes (default 4), rows in an insert (default 1,000),
/// seconds within which what is stored is pushed to Redis too (default 10; 3600 for everything).
final class ArchiveRate {

    private ArchiveRate() {}

    public static void main(String[] arguments) throws Exception {
        int events = argument(arguments, 0, 400_000);
        int rooms = argument(arguments, 1, 50);
        try (var servers = FaultyServers.start()) {
            var scope = servers.scope();
            String[] settings = {
                "--spate.archive.lanes=" + argument(arguments, 2, 4),
                "--spate.archive.rows-max=" + argument(arguments, 3, 1_000),
                "--spate.archive.recent-within=" + argument(arguments, 4, 10) + "s"
            };
            RunningArchive.start(scope, settings).close();
            try (var log = new LogModel(scope.kafka())) {
                for (int i = 0; i < events; i++) {
                    log.append(Records.entry(new RoomId("room-" + i % rooms), "key-" + i, "x".repeat(120)));
                }
                var _ = log.rooms();
            }
            try (var archive = RunningArchive.start(scope, settings)) {
                long begun = System.nanoTime();
                double stored = 0;
                long last = begun;
                while (stored < events) {
                    double before = stored;
                    Awaitility.await()
                            .pollDelay(Duration.ofSeconds(1))
                            .atMost(Duration.ofMinutes(2))
                            .until(() -> true);
                    stored = archive.count("spate.archive.rows");
                    long now = System.nanoTime();
                    System.out.printf("%,.0f rows, %,.0f rows/s%n", stored, perSecond(stored - before, now - last));
                    last = now;
                }
                System.out.printf("all: %,.0f rows/s%n", perSecond(stored, last - begun));
            }
        }
    }

    private static double perSecond(double rows, long nanos) {
        return rows * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    private static int argument(String[] arguments, int index, int byDefault) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : byDefault;
    }
}
