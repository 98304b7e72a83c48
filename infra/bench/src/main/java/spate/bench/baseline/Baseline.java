package spate.bench.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import spate.embedded.KafkaServer;
import spate.embedded.Port;
import spate.load.option.Options;

/// The baselines that are Java programs. Each says `ready PORT` on standard output when viewers may come,
/// `generated MESSAGES REFUSED` when its flood has ended, and ends when its standard input does.
public final class Baseline {

    private Baseline() {}

    /// The options of both commands.
    public static Options options() {
        return new Options()
                .know("port", "0", "port on 127.0.0.1; 0 for any")
                .know("viewers", "2000", "viewers to wait for before the flood")
                .know("rate", "2000", "messages a second")
                .know("bytes", "230", "size of a message's event in JSON")
                .know("seconds", "14", "how long the flood lasts")
                .know("data", "", "folder for Kafka; a temporary one where not given");
    }

    /// One multicast sink for all.
    ///
    /// @return 0
    public static int sink(List<String> arguments) throws IOException {
        var options = options().read(arguments);
        var flow = flow(options);
        return serve(options, flow, new SinkRoom(flow::joined));
    }

    /// One Kafka consumer for each session; Kafka itself is a child process.
    ///
    /// @return 0
    public static int consumers(List<String> arguments) throws IOException {
        var options = options().read(arguments);
        var folder = options.text("data").isEmpty()
                ? Files.createTempDirectory("spate-consumers")
                : Path.of(options.text("data"));
        try (var kafka = new KafkaServer(folder, Port.free())) {
            kafka.start();
            var flow = flow(options);
            return serve(options, flow, new ConsumersRoom(kafka.address(), flow::joined));
        }
    }

    private static BaselineFlow flow(Options options) {
        return new BaselineFlow(
                options.number("viewers", 1),
                options.number("rate", 1),
                options.number("bytes", 1),
                options.number("seconds", 1));
    }

    private static int serve(Options options, BaselineFlow flow, BaselineRoom room) throws IOException {
        var server = BaselineServer.start(options.number("port", 0), new BaselineHandler(room));
        Thread.ofPlatform().daemon().name("flow").start(() -> {
            try {
                flow.run(room, System.out);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        System.out.println("ready " + server.port());
        while (System.in.read() >= 0) {
            // Whoever started this ends it by ending its input.
        }
        room.close();
        return 0;
    }
}
