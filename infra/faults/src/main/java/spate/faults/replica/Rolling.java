package spate.faults.replica;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import spate.load.option.Options;

/// Command: replaces every replica of chat-service, one after the other, while viewers chat through the proxy; the
/// load program counts for each viewer and message what arrived, and how long each viewer waited at most.
public final class Rolling {

    private static final long LEAD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MILLIS_SILENT_MAX = 2_000;

    private Rolling() {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("viewers", "1000", "WebSocket viewers")
                .know("rate", "1000", "messages a second, 5 of each sender")
                .know("seconds", "75", "how long is sent; the replicas are replaced meanwhile")
                .know("chat", "3", "replicas of chat-service")
                .know("drain", "3s", "time that a replica gives its sessions to leave")
                .know("max-silence", Integer.toString(MILLIS_SILENT_MAX), "most milliseconds without a message")
                .know("json", "", "file for the figures");
    }

    /// Runs it once.
    ///
    /// @return 0 where nothing was lost or doubled and nobody waited for too long, else 1
    public static int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = options().read(arguments);
        var settings = Map.of("spate.chat.session.drain", options.text("drain"));
        try (var cluster = Cluster.start(new Cluster.Plan(0, options.number("chat", 2), 1, 1, settings))) {
            out.printf("%d replicas behind http://%s%n", options.number("chat", 2), cluster.address());
            Process flood = flood(options, cluster);
            var flows = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> tell(flood, flows, out));
            flows.await();
            LockSupport.parkNanos(LEAD_NANOS);
            long begun = System.nanoTime();
            cluster.roll(Service.CHAT);
            out.printf(
                    "every replica was replaced, in %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
            return flood.waitFor();
        }
    }

    private static Process flood(Options options, Cluster cluster) throws IOException {
        int senders = Math.max(1, options.number("rate", 1) / 5);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "spate.load.LoadProgram",
                "flood",
                "--url=http://" + cluster.address(),
                "--survive",
                "--viewers=" + options.text("viewers"),
                "--sse-readers=0",
                "--senders=" + senders,
                "--rate=5",
                "--seconds=" + options.text("seconds"),
                "--loops=1",
                "--signup-concurrency=2",
                "--settle=10",
                "--max-silence=" + options.text("max-silence"),
                "--server-pid=" + pids(cluster)));
        if (options.has("json")) {
            command.add("--json=" + options.text("json"));
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Passes on what the load program says; the latch opens when the first messages are on their way, or it ends.
    private static void tell(Process flood, CountDownLatch flows, PrintStream out) {
        try (var lines = flood.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                if (line.contains(" acked ")) {
                    flows.countDown();
                }
            }
        } catch (IOException e) {
            out.println("the load program is not heard any more: " + e.getMessage());
        } finally {
            flows.countDown();
        }
    }

    private static String pids(Cluster cluster) {
        return String.join(
                ",",
                cluster.replicas(Service.STREAM).stream()
                        .map(replica -> Long.toString(replica.pid()))
                        .toList());
    }
}
