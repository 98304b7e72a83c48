package spate.faults.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The load program in a process of its own, through the proxy of a cluster: it counts for each viewer and
/// message what arrived, and how long each viewer waited at most.
final class LoadRun {

    /// Messages a second of each sender.
    static final int POSTS_OF_A_SENDER = 20;

    private static final int STUCK_MINUTES = 10;

    private final Process process;
    private final CountDownLatch flows = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);

    private LoadRun(Process process) {
        this.process = process;
    }

    /// How much.
    ///
    /// @param viewers WebSocket viewers, apart from those who write
    /// @param rate messages a second of all together
    record Amount(int viewers, int rate, int seconds) {}

    /// Starts it.
    ///
    /// @param more options of `flood`
    /// @param lines is told what it says
    static LoadRun start(Cluster cluster, Amount amount, List<String> more, Consumer<String> lines) throws IOException {
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
                "--viewers=" + amount.viewers(),
                "--sse-readers=0",
                "--senders=" + Math.max(1, amount.rate() / POSTS_OF_A_SENDER),
                "--rate=" + POSTS_OF_A_SENDER,
                "--seconds=" + amount.seconds(),
                "--loops=1",
                "--signup-concurrency=2"));
        command.addAll(more);
        var run = new LoadRun(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        Thread.ofVirtual().start(() -> run.tell(lines));
        return run;
    }

    private void tell(Consumer<String> lines) {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
                if (line.contains(" acked ")) {
                    flows.countDown();
                }
            }
        } catch (IOException e) {
            lines.accept("the load program is not heard any more: " + e.getMessage());
        } finally {
            flows.countDown();
            told.countDown();
        }
    }

    /// Returns once the first messages are on their way, or it has ended.
    void awaitFlow() throws InterruptedException {
        flows.await();
    }

    /// Returns once it has ended.
    ///
    /// @return its exit code
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(STUCK_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the load program does not end");
        }
        told.await();
        return process.exitValue();
    }
}
