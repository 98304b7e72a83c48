package spate.faults.replica;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import spate.embedded.EmbeddedServer;
import spate.faults.world.Server;

/// What a person at the terminal may do to the replicas of a [Cluster], a line each.
final class Orders {

    private static final Duration READY_MAX = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final PrintStream out;

    Orders(Cluster cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /// Tells the number of each replica.
    void list() {
        List<ReplicaProcess> replicas = cluster.all();
        for (int n = 0; n < replicas.size(); n++) {
            ReplicaProcess replica = replicas.get(n);
            out.printf("%d: %s, port %d, process %d%n", n, replica.service(), replica.port(), replica.pid());
        }
    }

    /// Carries out every line, until the end.
    void follow(InputStream in) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                carryOut(line.strip().split(" +", 2));
            }
        }
    }

    private void carryOut(String[] words) {
        try {
            if (words[0].equals("roll")) {
                cluster.roll(Service.CHAT);
                cluster.roll(Service.STREAM);
                cluster.roll(Service.API);
                list();
            } else if (words.length == 2 && Character.isDigit(words[1].charAt(0))) {
                carryOut(words[0], cluster.all().get(Integer.parseInt(words[1])));
            } else if (words.length == 2) {
                carryOut(words[0], cluster.server(Server.valueOf(words[1].toUpperCase(Locale.ROOT))));
            } else if (!words[0].isEmpty()) {
                throw new IllegalArgumentException(
                        "roll, or kill, stop, start, pause, resume and a number, kafka, mysql or redis");
            }
            out.println("done");
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            out.println("not done: " + e.getMessage());
        }
    }

    private static void carryOut(String word, EmbeddedServer server) {
        switch (word) {
            case "kill" -> server.kill();
            case "stop" -> server.close();
            case "start" -> server.start();
            case "pause" -> server.pause();
            case "resume" -> server.resume();
            default -> throw new IllegalArgumentException("no such order: " + word);
        }
    }

    private static void carryOut(String word, ReplicaProcess replica) {
        switch (word) {
            case "kill" -> replica.kill();
            case "stop" -> replica.end();
            case "start" -> {
                replica.start();
                replica.awaitReady(READY_MAX);
            }
            case "pause" -> replica.pause();
            case "resume" -> replica.resume();
            default -> throw new IllegalArgumentException("no such order: " + word);
        }
    }
}
