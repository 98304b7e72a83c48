package spate.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/// The main program of the broker's own JVM: formats the storage when it is new, serves, and ends in order when
/// its input ends or it is told to.
final class KafkaMain {

    /// The line on the output that says that the broker serves.
    static final String SERVING = "serving";

    private KafkaMain() {}

    /// Serves until told to end.
    ///
    /// @param args the path of the broker's properties
    public static void main(String[] args) {
        try {
            serve(Path.of(args[0]));
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            // Threads of a half started broker would keep the process.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void serve(Path settings) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            format(settings);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-end"));
        server.startup();
        System.out.println(SERVING);
        awaitEndOf(System.in);
        System.exit(0);
    }

    private static void format(Path settings) {
        var told = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        List<String> command =
                List.of("format", "--cluster-id", Uuid.randomUuid().toString(), "--config", settings.toString());
        int exit = StorageTool.execute(command.toArray(String[]::new), told);
        if (exit != 0) {
            throw new IllegalStateException("formatting the storage failed (" + exit + ")");
        }
    }

    private static void awaitEndOf(InputStream input) throws IOException {
        while (input.read() >= 0) {
            // Whatever is said here, only the end counts.
        }
    }
}
