package spate.load.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import spate.load.flood.Flood;
import spate.load.option.Options;
import spate.load.report.Figures;
import spate.load.report.ServerProbe;
import spate.load.rest.RestApi;
import spate.load.session.Target;

/// Bad input of every kind, and sessions that never read, beside a healthy group that must not notice.
public final class Hostile {

    private static final int SMALL_BUFFER = 4096;

    private final Options options;
    private final PrintStream out;
    private final Target target;
    private final ServerProbe servers;

    private Hostile(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.target = Target.of(options);
        this.servers = new ServerProbe(
                options.all("server-pid").stream().map(Long::valueOf).toList());
    }

    /// The options of this command.
    public static Options options() {
        return Target.know(new Options())
                .know("deaf", "1000", "sessions that join and never read")
                .know("viewers", "50", "viewers of the healthy group")
                .know("senders", "5", "senders of the healthy group")
                .know("rate", "4", "messages a second of each of them")
                .know("seconds", "60", "how long they send")
                .know("answer-millis", "10000", "how long to wait for each answer")
                .know("cases", "", "only cases whose name holds this")
                .know("settle-seconds", "40", "how long memory may take to come back, where --server-pid is given")
                .know("server-pid", "", "processes of the server; comma-separated")
                .know("json", "", "file for the figures");
    }

    /// Runs every case.
    ///
    /// @return 0 where each was answered by the protocol and the healthy group lost nothing
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        return new Hostile(options().read(arguments), out).run();
    }

    private int run() throws IOException {
        String run = UUID.randomUUID().toString().substring(0, 6);
        String room = "hostile-" + run;
        try (var api = new RestApi(target.api())) {
            var account = api.accounts("hostile" + run, 1, 1).getFirst();
            api.createRoom(account, room, "Hostile " + run);
            long heapBefore = servers.liveHeapBytes();
            var before = servers.read();
            var controlOutput = new ByteArrayOutputStream();
            var control = CompletableFuture.supplyAsync(() -> control(room, controlOutput));
            var deaf = deaf(room);
            var figures = new Figures();
            int broken =
                    cases(new HostileCases(target, account, api, room, options.number("answer-millis", 100)), figures);
            int controlCode = control.join();
            for (var session : deaf) {
                session.close();
            }
            out.println("healthy group:");
            out.println(controlOutput
                    .toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.matches("(signing|joined| *[0-9.]+s ).*"))
                    .reduce("", (all, line) -> all + "  " + line + "\n"));
            figures.put("deaf sessions", deaf.size());
            figures.put("cases broken", broken);
            figures.put("healthy group", controlCode == 0 ? "every promise kept" : "BROKEN");
            memory(figures, heapBefore, before);
            boolean isClean = broken == 0 && controlCode == 0;
            figures.put("verdict", isClean ? "every promise kept" : "BROKEN");
            figures.print(out);
            figures.write(options.text("json"));
            return isClean ? 0 : 1;
        }
    }

    private int control(String room, ByteArrayOutputStream output) {
        var addresses = Stream.of("url", "ws", "sse", "api")
                .filter(options::has)
                .map(name -> "--" + name + "=" + String.join(",", options.all(name)));
        var arguments = Stream.concat(
                addresses,
                Stream.of("viewers", "senders", "rate", "seconds").map(name -> "--" + name + "=" + options.text(name)));
        var all = Stream.concat(arguments, Stream.of("--room=" + room, "--existing-room", "--sse-readers=2"));
        try {
            return Flood.run(all.toList(), new PrintStream(output, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sessions that join the healthy group's room with a small socket buffer, and then never read.
    private List<RawSession> deaf(String room) throws IOException {
        var sessions = new ArrayList<RawSession>();
        for (int i = 0; i < options.number("deaf", 0); i++) {
            var endpoint = target.webSocket(i);
            var session = new RawSession(endpoint, SMALL_BUFFER, options.number("answer-millis", 100));
            sessions.add(session);
            if (session.handshake(endpoint, "spate.v1", "") == 101) {
                session.text("{\"type\":\"join\",\"id\":1,\"room\":\"" + room + "\",\"history\":0}");
            }
        }
        out.printf("%d sessions joined that never read%n", sessions.size());
        return sessions;
    }

    private int cases(HostileCases catalogue, Figures figures) {
        int broken = 0;
        for (var hostile : catalogue.all()) {
            if (!hostile.name().contains(options.text("cases"))) {
                continue;
            }
            String seen;
            try {
                seen = hostile.trial().run();
            } catch (IOException e) {
                seen = "cut";
            }
            boolean isKept = hostile.isKept(seen);
            broken += isKept ? 0 : 1;
            String expected =
                    String.join(" or ", hostile.expected().stream().sorted().toList());
            out.printf(
                    Locale.ROOT,
                    "%-6s %-38s seen %-24s expected %s%n",
                    isKept ? "ok" : "BROKEN",
                    hostile.name(),
                    seen,
                    expected);
            figures.putAll("case: " + hostile.name(), "seen", seen, "expected", expected, "kept", isKept);
        }
        return broken;
    }

    private void memory(Figures figures, long heapBefore, ServerProbe.Reading before) {
        if (servers.isEmpty()) {
            return;
        }
        LockSupport.parkNanos(options.number("settle-seconds", 0) * 1_000_000_000L);
        long heapAfter = servers.liveHeapBytes();
        var after = servers.read();
        figures.putAll(
                "server",
                "heapMbBefore",
                heapBefore >> 20,
                "heapMbAfter",
                heapAfter >> 20,
                "rssMbBefore",
                before.rssBytes() >> 20,
                "rssMbAfter",
                after.rssBytes() >> 20,
                "threadsBefore",
                before.threads(),
                "threadsAfter",
                after.threads());
    }
}
