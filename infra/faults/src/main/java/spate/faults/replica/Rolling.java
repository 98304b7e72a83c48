package spate.faults.replica;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import spate.load.option.Options;

/// Command: replaces every replica of chat-service, one after the other, while viewers chat through the proxy; the
/// load program counts for each viewer and message what arrived, and how long each viewer waited at most.
public final class Rolling {

    private static final long LEAD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MILLIS_SILENT_MAX = 2_000;
    private static final int POSTS_MAX = 2 * LoadRun.POSTS_OF_A_SENDER;

    private Rolling() {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("viewers", "1000", "WebSocket viewers")
                .know("rate", "1000", "messages a second, 20 of each sender")
                .know("seconds", "90", "how long is sent; the replicas are replaced meanwhile")
                .know("chat", "2", "replicas of chat-service")
                .know("drain", "10s", "time that a replica gives its sessions to leave")
                .know("window", "60ms", "least time between two frames of a busy room: all replicas share one machine")
                .know("stream", "0", "replicas of stream-service; without one nothing is archived meanwhile")
                .know("warm-up", "90", "seconds of half the viewers and messages before it counts")
                .know("max-silence", Integer.toString(MILLIS_SILENT_MAX), "most milliseconds without a message")
                .know("json", "", "file for the figures");
    }

    /// Runs it once.
    ///
    /// @return 0 where nothing was lost or doubled and nobody waited for too long, else 1
    public static int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = options().read(arguments);
        var settings = Map.of(
                "spate.chat.session.drain",
                options.text("drain"),
                "spate.rooms.window-least",
                options.text("window"),
                "spate.chat.session.posts-per-second",
                Integer.toString(POSTS_MAX),
                "spate.chat.session.posts-burst",
                Integer.toString(POSTS_MAX * 4),
                "spate.chat.session.frames-per-second",
                Integer.toString(POSTS_MAX * 2),
                "spate.chat.session.frames-burst",
                Integer.toString(POSTS_MAX * 8));
        var plan = new Cluster.Plan(0, options.number("chat", 2), options.number("stream", 0), 1, settings, false);
        try (var cluster = Cluster.start(plan)) {
            out.printf("%d replicas behind http://%s%n", options.number("chat", 2), cluster.address());
            cluster.learn(Service.CHAT, () -> warmUp(options, cluster, out));
            var amount = new LoadRun.Amount(
                    options.number("viewers", 1), options.number("rate", 1), options.number("seconds", 1));
            LoadRun load = LoadRun.start(cluster, amount, judged(options), out::println);
            load.awaitFlow();
            LockSupport.parkNanos(LEAD_NANOS);
            long begun = System.nanoTime();
            cluster.roll(Service.CHAT);
            out.printf(
                    "every replica was replaced, in %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
            return load.awaitEnd();
        }
    }

    private static List<String> judged(Options options) {
        var more = new ArrayList<>(List.of("--survive", "--settle=10", "--max-silence=" + options.text("max-silence")));
        if (options.number("stream", 0) == 0) {
            more.add("--no-history");
        }
        if (options.has("json")) {
            more.add("--json=" + options.text("json"));
        }
        return more;
    }

    /// What has just started compiles its code under the first load, which no cluster gives to all replicas
    /// at once. One more replica learns from it how to start.
    private static void warmUp(Options options, Cluster cluster, PrintStream out)
            throws IOException, InterruptedException {
        int seconds = options.number("warm-up", 0);
        if (seconds > 0) {
            var half = new LoadRun.Amount(
                    Math.max(1, options.number("viewers", 1) / 2), Math.max(1, options.number("rate", 1) / 2), seconds);
            LoadRun load = LoadRun.start(cluster, half, List.of("--no-history", "--survive"), _ -> {});
            out.println(load.awaitEnd() == 0 ? "warmed up" : "the warm-up found a broken promise");
        }
    }
}
