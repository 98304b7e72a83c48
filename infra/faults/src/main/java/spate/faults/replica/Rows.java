package spate.faults.replica;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import spate.embedded.EmbeddedServer;
import spate.faults.world.Server;
import spate.faults.world.SmallDisk;
import spate.load.option.Options;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Command: breaks one part of a running cluster after the other while viewers chat through the proxy, and
/// tells for each what they saw of it, and for how long.
public final class Rows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration READY_MAX = Duration.ofMinutes(2);
    private static final int LEAD_SECONDS = 5;
    private static final int AFTER_SECONDS = 15;
    private static final int POSTS_MAX = 10 * LoadRun.POSTS_OF_A_SENDER;

    private final Cluster cluster;
    private final Options options;
    private final PrintStream out;

    private Rows(Cluster cluster, Options options, PrintStream out) {
        this.cluster = cluster;
        this.options = options;
        this.out = out;
    }

    /// What fails.
    ///
    /// @param seconds for how long
    private record Row(String name, int seconds, Runnable breaks, Runnable mends) {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("viewers", "200", "WebSocket viewers")
                .know("rate", "100", "messages a second of all together")
                .know("only", "", "rows whose name has this in it; all where not given");
    }

    /// Breaks everything once.
    ///
    /// @return 0 where nothing was lost or doubled, else 1
    public static int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = options().read(arguments);
        Map<String, String> settings = Map.of(
                "spate.chat.session.posts-per-second",
                Integer.toString(POSTS_MAX),
                "spate.chat.session.posts-burst",
                Integer.toString(POSTS_MAX * 4),
                "spate.chat.session.frames-per-second",
                Integer.toString(POSTS_MAX * 2),
                "spate.chat.session.frames-burst",
                Integer.toString(POSTS_MAX * 8));
        boolean disks = SmallDisk.isPossible();
        try (var cluster = Cluster.start(new Cluster.Plan(0, 2, 2, 1, settings, disks))) {
            return new Rows(cluster, options, out).run(disks);
        }
    }

    private int run(boolean disks) throws IOException, InterruptedException {
        var table = new ArrayList<String>();
        boolean all = true;
        for (Row row : rows(disks)) {
            if (row.name().contains(options.text("only"))) {
                all &= isHarmless(row, table);
                out.println(table.getLast());
            }
        }
        if (!disks) {
            table.add("full disks: not done, only root may make small ones");
        }
        out.println();
        table.forEach(out::println);
        return all ? 0 : 1;
    }

    private List<Row> rows(boolean disks) {
        var rows = new ArrayList<>(List.of(
                new Row("nothing", 5, () -> {}, () -> {}),
                new Row("a chat-service is killed and started again", 5, () -> chat().kill(), () -> startAgain(chat())),
                new Row("a chat-service is drained and started again", 1, () -> chat().end(), () -> startAgain(chat())),
                new Row("a chat-service stands still for 10 s", 10, () -> chat().pause(), () -> chat().resume()),
                new Row(
                        "a stream-service is killed and started again",
                        5,
                        () -> stream().kill(),
                        () -> startAgain(stream())),
                stopped(Server.KAFKA, 30),
                killed(Server.KAFKA, 5),
                stopped(Server.REDIS, 10),
                killed(Server.REDIS, 10),
                stopped(Server.MYSQL, 10),
                killed(Server.MYSQL, 10)));
        if (disks) {
            rows.add(full(Server.MYSQL, 15));
            rows.add(full(Server.KAFKA, 15));
        }
        return rows;
    }

    private Row stopped(Server which, int seconds) {
        EmbeddedServer server = cluster.server(which);
        return new Row(which + " stands still for " + seconds + " s", seconds, server::pause, server::resume);
    }

    private Row killed(Server which, int seconds) {
        EmbeddedServer server = cluster.server(which);
        return new Row(which + " is killed for " + seconds + " s", seconds, server::kill, server::start);
    }

    private Row full(Server which, int seconds) {
        SmallDisk disk = cluster.disk(which);
        EmbeddedServer server = cluster.server(which);
        return new Row("the disk of " + which + " is full for " + seconds + " s", seconds, disk::fill, () -> {
            disk.free();
            // What gave up without room is started again, as an operator does.
            server.kill();
            server.start();
        });
    }

    private ReplicaProcess chat() {
        return cluster.replicas(Service.CHAT).getFirst();
    }

    private ReplicaProcess stream() {
        return cluster.replicas(Service.STREAM).getFirst();
    }

    private static void startAgain(ReplicaProcess replica) {
        replica.start();
        replica.awaitReady(READY_MAX);
    }

    private boolean isHarmless(Row row, List<String> table) throws IOException, InterruptedException {
        Path json = Files.createTempFile("spate-row-", ".json");
        var amount = new LoadRun.Amount(
                options.number("viewers", 1), options.number("rate", 1), LEAD_SECONDS + row.seconds() + AFTER_SECONDS);
        LoadRun load =
                LoadRun.start(cluster, amount, List.of("--survive", "--settle=15", "--json=" + json), line -> {});
        load.awaitFlow();
        pause(LEAD_SECONDS);
        row.breaks().run();
        pause(row.seconds());
        row.mends().run();
        boolean isKept = load.awaitEnd() == 0;
        table.add(told(row, JSON.readTree(Files.readString(json)), isKept));
        Files.delete(json);
        return isKept;
    }

    private static String told(Row row, JsonNode figures, boolean isKept) {
        JsonNode viewers = figures.path("viewers");
        return String.format(
                Locale.ROOT,
                "%-48s %s: lost %d, doubled %d, told missed %d; longest silence p50 %.0f ms, most %.0f ms; acknowledged"
                        + " p50 %.0f ms, most %.0f ms; came back %d, recovered %d; %s",
                row.name(),
                isKept ? "kept" : "BROKEN",
                viewers.path("lost").asLong(),
                viewers.path("doubled").asLong(),
                viewers.path("toldMissed").asLong(),
                figures.path("longest silence").path("p50Ms").asDouble(),
                figures.path("longest silence").path("maxMs").asDouble(),
                figures.path("posted from schedule").path("p50Ms").asDouble(),
                figures.path("posted from schedule").path("maxMs").asDouble(),
                figures.path("reconnects").path("tries").asLong(),
                figures.path("reconnects").path("recovered").asLong(),
                figures.path("told"));
    }

    private static void pause(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }
}
