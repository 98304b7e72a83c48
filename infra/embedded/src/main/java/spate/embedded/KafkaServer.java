package spate.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One Kafka broker that is its own controller (KRaft), in a JVM of its own with a heap of 512 MiB.
///
/// Topics are never created by themselves; every internal topic has one replica. It ends in order when this
/// process dies, because its input ends then.
public final class KafkaServer implements EmbeddedServer {

    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final ServerFolder folder;
    private final Port port;
    private final ServerProcess process;
    private final List<Detour> detours = new ArrayList<>();
    private int chosenPort;

    /// A second way to the broker, with something in between: whoever comes in at the port `listens` is told that
    /// the broker is at `advertised`. Without it clients would go past a proxy as soon as they have asked the
    /// broker where it is.
    ///
    /// @param listens port of 127.0.0.1 that the broker listens on too
    /// @param advertised port of 127.0.0.1 where the proxy in front of it listens
    public record Detour(int listens, int advertised) {}

    /// Chooses folder and port; nothing runs before [#start()].
    ///
    /// @param folder where its data stay; created when missing
    public KafkaServer(Path folder, Port port) {
        this.folder = new ServerFolder(folder);
        this.port = port;
        this.process = new ServerProcess(name(), this.folder);
    }

    /// Adds a second way to the broker, from the next [#start()] on.
    public void add(Detour detour) {
        detours.add(detour);
    }

    @Override
    public String name() {
        return "Kafka";
    }

    /// The bootstrap servers.
    @Override
    public String address() {
        return "127.0.0.1:" + chosenPort;
    }

    @Override
    public void start() {
        folder.endLeftover();
        chosenPort = chosenPort == 0
                ? port.claim(name())
                : Port.fixed(chosenPort, port.remedy()).claim(name());
        folder.write("server.properties", properties());
        folder.write("java.args", javaArguments());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process started = process.launch(
                List.of(java, "@" + folder.resolve("java.args"), KafkaMain.class.getName(), "server.properties"),
                false);
        var serving = new CountDownLatch(1);
        var isServing = new AtomicBoolean();
        Thread.ofVirtual().name("kafka-status").start(() -> followStatus(started, serving, isServing));
        awaitEither(serving);
        process.awaitServing(isServing::get, Duration.ofSeconds(1));
    }

    @Override
    public boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.stop();
    }

    /// Reads the status lines of the child to their end; the latch opens when it serves or has ended.
    private static void followStatus(Process started, CountDownLatch opened, AtomicBoolean isServing) {
        try (var lines = started.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(KafkaMain.SERVING)) {
                    isServing.set(true);
                    opened.countDown();
                }
            }
        } catch (IOException _) {
            // The child has ended; whether that was wanted is seen from the process.
        } finally {
            opened.countDown();
        }
    }

    private void awaitEither(CountDownLatch opened) {
        try {
            if (!opened.await(START_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.kill();
                throw process.failure("did not serve within " + START_MAX.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.stop();
            throw new EmbeddedServerException("Interrupted while Kafka starts", e);
        }
    }

    private String properties() {
        int controllerPort = Port.anyFree();
        var settings = new LinkedHashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        var listeners = new StringBuilder(
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(chosenPort, controllerPort));
        var advertised = new StringBuilder("PLAINTEXT://" + address());
        var protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (Detour detour : detours) {
            String name = "DETOUR" + detour.listens();
            listeners.append(",%s://127.0.0.1:%d".formatted(name, detour.listens()));
            advertised.append(",%s://127.0.0.1:%d".formatted(name, detour.advertised()));
            protocols.append(",%s:PLAINTEXT".formatted(name));
        }
        settings.put("listeners", listeners.toString());
        settings.put("advertised.listeners", advertised.toString());
        settings.put("listener.security.protocol.map", protocols.toString());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", folder.folder("data").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A broker that was killed may come back only once its former self counts as dead, and nothing is served
        // until then: 9 s by default.
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // A single broker has no replica to make up for a page cache lost with the machine: at most a second is.
        settings.put("log.flush.interval.ms", "1000");
        settings.put("log.flush.scheduler.interval.ms", "500");
        return settings.entrySet().stream().map(KafkaServer::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Map.Entry<String, String> setting) {
        // Backslashes and blanks at the start are the only characters of a path that a properties file would
        // change.
        return setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\");
    }

    /// The arguments in a file: a class path may be longer than a command line can be.
    private String javaArguments() {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.of(
                        "-Xms64m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.awt.headless=true",
                        "-Dlogback.configurationFile=spate/embedded/kafka-logback.xml",
                        "-cp",
                        classPath)
                .map(argument -> '"' + argument.replace("\\", "\\\\") + '"')
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
