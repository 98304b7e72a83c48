package spate.bench.compare;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spate.bench.floor.Floor;
import spate.embedded.Port;
import spate.load.option.Options;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs Spate and the baselines in turn, each as processes of its own on 127.0.0.1 with the same load program,
/// and tells what a delivery cost the server.
///
/// Spate goes first in each round, with its whole path: sessions post, Kafka acknowledges, the archive stores,
/// and every viewer's messages are checked against the stored history. The floor then writes frames with as many
/// messages, of as many bytes, as often as Spate did in that round.
public final class Compare {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WARM_TRIES = 3;
    private static final int STRETCH_BESIDE = 2;

    private final Options options;
    private final PrintStream out;
    private final Path folder;
    private final List<Measured> runs = new ArrayList<>();
    private int floorEvents;
    private int eventBytes;

    private Compare(Options options, PrintStream out, Path folder) {
        this.options = options;
        this.out = out;
        this.folder = folder;
        this.floorEvents = options.number("events", 0);
        this.eventBytes = options.number("bytes", 0);
    }

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("forms", "spate,floor,sink,consumers", "what to run, in this order")
                .know("viewers", "2000", "viewers; with Spate the senders are among them")
                .know("rate", "2000", "messages a second in the room")
                .know("senders", "100", "who posts them to Spate")
                .know("seconds", "10", "how long is measured")
                .know("warm", "4", "seconds before, which are not measured")
                .know("spate-warm", "60", "seconds of the same flood before Spate is measured: its compiler needs them")
                .know("runs", "3", "rounds; medians of them are told")
                .know("sink-rate", "0", "messages a second for the sink; 0 for the same")
                .know("consumers-viewers", "50,100,200", "viewers of the form with a consumer for each")
                .know("consumers-rate", "200", "messages a second of that form")
                .know("events", "0", "messages in a frame of the floor; 0 for as many as Spate had")
                .know("bytes", "0", "bytes of a message's event in the baselines; 0 for as many as Spate had")
                .know("standalone", "", "Spate's jar [infra/standalone/target/spate-standalone-*.jar]")
                .know("java-options", "", "more JVM options for Spate, separated by spaces")
                .know("processes", "0", "processes of the load program for the viewers, 0 for one in all")
                .know("work", "", "folder for data and logs; a temporary one where not given")
                .know("json", "bench.json", "file for the figures of every run");
    }

    /// Runs the rounds and prints the table.
    ///
    /// @return 0 where every form could be measured
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        var options = options().read(arguments);
        var folder = options.text("work").isEmpty()
                ? Files.createTempDirectory("spate-bench")
                : Files.createDirectories(Path.of(options.text("work")).toAbsolutePath());
        out.println("data and logs: " + folder);
        return new Compare(options, out, folder).run();
    }

    private int run() throws IOException {
        for (int round = 1; round <= options.number("runs", 1); round++) {
            for (String form : options.all("forms")) {
                switch (form) {
                    case "spate" -> add(round, spate());
                    case "floor" -> add(round, floor());
                    case "sink" -> add(round, sink());
                    case "consumers" -> {
                        for (String viewers : options.all("consumers-viewers")) {
                            add(round, consumers(Integer.parseInt(viewers)));
                        }
                    }
                    default -> throw new IllegalArgumentException("unknown form " + form);
                }
            }
        }
        var table = new Table(runs);
        table.print(out);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("cores", Runtime.getRuntime().availableProcessors());
        figures.put("medianNanosPerDelivery", table.medians());
        figures.put("runs", runs);
        Files.writeString(
                Path.of(options.text("json")),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures) + "\n");
        return 0;
    }

    private void add(int round, Measured measured) {
        runs.add(measured);
        out.printf("round %d: ", round);
        new Table(List.of(measured)).print(out);
    }

    private Measured spate() throws IOException {
        double load = load();
        int port = Port.anyFree();
        var command = new ArrayList<String>(java());
        command.addAll(List.of(
                "-Dspate.chat.session.posts-per-second=1000",
                "-Dspate.chat.session.posts-burst=10000",
                "-Dspate.chat.session.frames-per-second=1000",
                "-Dspate.chat.session.frames-burst=10000",
                "-Dspate.chat.session.drain=0s",
                "-Dspate.api.account.sign-ups-burst=100000"));
        command.addAll(
                options.text("java-options").isBlank()
                        ? List.of()
                        : List.of(options.text("java-options").strip().split(" +", -1)));
        command.addAll(List.of(
                "-jar",
                standalone().toString(),
                "--port=" + port,
                "--data=" + folder.resolve("spate"),
                "--kafka-port=0",
                "--mariadb-port=0",
                "--redis-port=0"));
        try (var server = Program.start(command, "Spate is ready", folder.resolve("spate.log"))) {
            server.awaitReady(180);
            String url = "--url=http://127.0.0.1:" + port;
            warmUp(url);
            var children = server.children();
            var json = folder.resolve("spate.json");
            int code = flood(
                    url,
                    options.number("seconds", 1),
                    List.of("--server-pid=" + server.pid(), "--beside-pid=" + String.join(",", children.keySet())),
                    json);
            if (!Files.exists(json)) {
                throw new IOException("the load program ended with " + code + "; see " + folder.resolve("load.log"));
            }
            return spate(JSON.readTree(Files.readString(json)), children, load);
        }
    }

    /// The first flood of a cold process on a busy machine may fail; what is measured must not be cold.
    private void warmUp(String url) throws IOException {
        int code = 1;
        for (int i = 0; i < WARM_TRIES && code != 0; i++) {
            code = flood(url, options.number("spate-warm", 1), List.of(), folder.resolve("spate-warm.json"));
        }
        if (code != 0) {
            throw new IOException("Spate could not be warmed up; see " + folder.resolve("load.log"));
        }
    }

    private int flood(String url, int seconds, List<String> more, Path json) throws IOException {
        Files.deleteIfExists(json);
        int senders = options.number("senders", 1);
        var arguments = new ArrayList<>(List.of(
                "flood",
                url,
                "--senders=" + senders,
                "--viewers=" + Math.max(0, options.number("viewers", 1) - senders),
                "--sse-readers=0",
                "--rate=" + options.number("rate", 1) / (double) senders,
                "--seconds=" + seconds,
                "--processes=" + options.number("processes", 0),
                "--json=" + json));
        arguments.addAll(more);
        return client(arguments);
    }

    private Measured spate(JsonNode figures, Map<String, String> children, double load) {
        double deliveries = figures.path("deliveries").asDouble();
        double sessions = figures.path("sessions").path("joined").asDouble();
        double acked = figures.path("messages").path("acked").asDouble();
        double frames = figures.path("frames").asDouble() - acked - 2 * sessions;
        double text = figures.path("bytes/delivery").path("text").asDouble();
        double perFrame = deliveries / Math.max(1, frames);
        floorEvents =
                options.number("events", 0) > 0 ? options.number("events", 0) : (int) Math.max(1, Math.round(perFrame));
        // Without the frame around them, about 110 bytes, and the comma.
        eventBytes = options.number("bytes", 0) > 0
                ? options.number("bytes", 0)
                : (int) Math.max(1, Math.round(text - 110 / perFrame - 1));
        long lost = 0;
        long told = 0;
        long doubled = 0;
        double expected = 0;
        for (String group : List.of("viewers", "senders")) {
            lost += figures.path(group).path("lost").asLong();
            told += figures.path(group).path("toldMissed").asLong();
            doubled += figures.path(group).path("doubled").asLong();
            expected += figures.path(group).path("expected").asDouble();
        }
        var server = figures.path("server");
        return new Measured(
                "spate",
                (int) sessions,
                server.path("cpuNsPerDelivery").asDouble(),
                beside(figures.path("beside"), children, deliveries),
                figures.path("deliveries/s").asDouble(),
                server.path("cpuSeconds").asDouble() / figures.path("seconds").asDouble(),
                perFrame,
                text,
                lost,
                lost / Math.max(1, expected),
                told,
                doubled,
                server.path("threads").asLong(),
                server.path("rssMb").asLong(),
                threadCores(figures.path("server threads, cores")),
                load);
    }

    private static Map<String, Double> threadCores(JsonNode cores) {
        var byName = new TreeMap<String, Double>();
        cores.forEachEntry((name, value) -> byName.put(name, value.asDouble()));
        return byName;
    }

    private Measured floor() throws IOException {
        double load = load();
        int viewers = options.number("viewers", 1);
        var command = Floor.command(
                Floor.compile(folder), 0, viewers, floorEvents(), eventBytes(), options.number("rate", 1), flow());
        try (var server = Program.start(command, "ready", folder.resolve("floor.log"))) {
            return watch("floor", server, viewers, load);
        }
    }

    private Measured sink() throws IOException {
        double load = load();
        int viewers = options.number("viewers", 1);
        int rate = options.number("sink-rate", 0) > 0 ? options.number("sink-rate", 0) : options.number("rate", 1);
        try (var server = baseline("sink", viewers, rate)) {
            return watch("sink", server, viewers, load);
        }
    }

    private Measured consumers(int viewers) throws IOException {
        double load = load();
        var data = Files.createTempDirectory(folder, "consumers");
        try (var server = baseline("consumers", viewers, options.number("consumers-rate", 1), "--data=" + data)) {
            return watch("consumers-" + viewers, server, viewers, load);
        }
    }

    private Program baseline(String form, int viewers, int rate, String... more) throws IOException {
        var command = new ArrayList<String>(java());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "spate.bench.BenchProgram",
                form,
                "--viewers=" + viewers,
                "--rate=" + rate,
                "--bytes=" + eventBytes(),
                "--seconds=" + flow()));
        command.addAll(List.of(more));
        return Program.start(command, "ready", folder.resolve(form + ".log"));
    }

    private Measured watch(String form, Program server, int viewers, double load) throws IOException {
        String port = server.awaitReady(120);
        var children = server.children();
        var json = folder.resolve(form + ".json");
        Files.deleteIfExists(json);
        var arguments = new ArrayList<>(List.of(
                "watch",
                "--url=http://127.0.0.1:" + port,
                "--viewers=" + viewers,
                "--warm=" + options.number("warm", 0),
                "--seconds=" + options.number("seconds", 1),
                "--processes=" + options.number("processes", 0),
                "--server-pid=" + server.pid(),
                "--json=" + json));
        if (!children.isEmpty()) {
            arguments.add("--beside-pid=" + String.join(",", children.keySet()));
        }
        int code = client(arguments);
        if (!Files.exists(json)) {
            throw new IOException("the load program ended with " + code + "; see " + folder.resolve("load.log"));
        }
        var figures = JSON.readTree(Files.readString(json));
        long[] generated = server.awaitGenerated(60);
        double deliveries = figures.path("deliveries").asDouble();
        var received = figures.path("viewers");
        long doubled = received.path("doubled").asLong();
        long expected = generated[0] * figures.path("sessions").path("joined").asLong();
        long lost = expected - received.path("deliveries").asLong() + doubled;
        var cost = figures.path("server");
        return new Measured(
                form,
                viewers,
                cost.path("cpuNsPerDelivery").asDouble(),
                beside(figures.path("beside"), children, deliveries),
                figures.path("deliveries/s").asDouble(),
                cost.path("cpuSeconds").asDouble() / figures.path("seconds").asDouble(),
                figures.path("deliveries/frame").asDouble(),
                figures.path("bytes/delivery").path("text").asDouble(),
                lost,
                lost / (double) Math.max(1, expected),
                0,
                doubled,
                cost.path("threads").asLong(),
                cost.path("rssMb").asLong(),
                Map.of(),
                load);
    }

    private static Map<String, Double> beside(JsonNode seconds, Map<String, String> children, double deliveries) {
        var nanos = new TreeMap<String, Double>();
        children.forEach((pid, name) ->
                nanos.merge(name, seconds.path(pid).asDouble() * 1e9 / Math.max(1, deliveries), Double::sum));
        return nanos;
    }

    private int client(List<String> arguments) throws IOException {
        var command = new ArrayList<>(java());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "spate.load.LoadProgram"));
        command.addAll(arguments);
        return Program.run(command, folder.resolve("load.log"), 400);
    }

    /// Length of a baseline's flood: warming, measuring, and a rest at each end.
    private int flow() {
        return options.number("warm", 0) + options.number("seconds", 1) + STRETCH_BESIDE;
    }

    private int floorEvents() {
        return floorEvents > 0 ? floorEvents : Math.max(1, options.number("rate", 1) / 50);
    }

    private int eventBytes() {
        return eventBytes > 0 ? eventBytes : 230;
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    private Path standalone() throws IOException {
        if (!options.text("standalone").isEmpty()) {
            return Path.of(options.text("standalone"));
        }
        var target = Path.of("infra", "standalone", "target");
        File[] jars = target.toFile().listFiles((_, name) -> name.matches("spate-standalone-[0-9.]+\\.jar"));
        if (jars == null || jars.length == 0) {
            throw new IllegalArgumentException("no Spate in " + target + ": build it, or name it with --standalone=");
        }
        return jars[0].toPath();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
