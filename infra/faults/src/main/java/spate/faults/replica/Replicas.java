package spate.faults.replica;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import spate.load.option.Options;

/// Command: several replicas behind one proxy, for whoever wants to look at them or to break them by hand.
public final class Replicas {

    private Replicas() {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("port", "8080", "port of the proxy, 0 for any free one")
                .know("chat", "3", "replicas of chat-service")
                .know("stream", "2", "replicas of stream-service")
                .know("api", "2", "replicas of api-service");
    }

    /// Runs until the end of standard input or Ctrl-C.
    ///
    /// Each line of standard input may be an order: `roll`, or `kill`, `stop`, `start`, `pause`, `resume` with the
    /// number of a replica as they were last listed or the name of a server: `kafka`, `mysql`, `redis`.
    ///
    /// @return 0
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        Options options = options().read(arguments);
        var plan = new Cluster.Plan(
                options.number("port", 0),
                options.number("chat", 1),
                options.number("stream", 1),
                options.number("api", 1),
                Map.of(),
                false);
        try (var cluster = Cluster.start(plan)) {
            var orders = new Orders(cluster, out);
            orders.list();
            out.println("orders: roll; kill, stop, start, pause, resume with a number, kafka, mysql or redis");
            out.printf("Spate is ready: http://%s%n", cluster.address());
            orders.follow(System.in);
        }
        return 0;
    }
}
