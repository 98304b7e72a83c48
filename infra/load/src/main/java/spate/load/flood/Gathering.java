package spate.load.flood;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import spate.load.option.Options;
import spate.load.report.Count;
import spate.load.report.Figures;
import spate.load.report.ServerProbe;
import spate.load.report.Tally;
import spate.load.report.Timing;
import spate.load.rest.Account;
import spate.load.rest.RestApi;
import spate.load.session.Target;

/// Viewers who come and do nothing: all at once (`joinspike`), or to stay (`idle`).
public final class Gathering {

    private final Options options;
    private final FloodPlan plan;
    private final PrintStream out;
    private final ServerProbe servers;
    private final Figures figures = new Figures();

    private Gathering(Options options, PrintStream out) {
        this.options = options;
        this.plan = FloodPlan.of(options);
        this.out = out;
        this.servers = new ServerProbe(
                options.all("server-pid").stream().map(Long::valueOf).toList());
    }

    /// The options of `joinspike`.
    public static Options spikeOptions() {
        return common().know("viewers", "2000", "WebSocket viewers (guests)")
                .know("connect-rate", "0", "sessions opened a second by each process, 0 for all at once")
                .know("history", "50", "events of the past that each asks for")
                .know("fill", "50", "messages put into a new room before")
                .know("max-ready", "0", "fail where the last viewer is ready later than so many milliseconds");
    }

    /// The options of `idle`.
    public static Options idleOptions() {
        return common().know("viewers", "10000", "WebSocket viewers (guests)")
                .know("fill", "0", "messages put into a new room before")
                .know("seconds", "10", "how long they stay before memory is read");
    }

    private static Options common() {
        return Flood.options().know("senders", "0", "always 0 here").know("sse-readers", "0", "SSE readers");
    }

    /// Everybody joins one room at once.
    ///
    /// @return 0 where everybody could, in time
    public static int spike(List<String> arguments, PrintStream out) throws IOException {
        return new Gathering(spikeOptions().read(arguments), out).spike();
    }

    /// Viewers join one room and stay silent.
    ///
    /// @return 0 where nobody was cut
    public static int idle(List<String> arguments, PrintStream out) throws IOException {
        return new Gathering(idleOptions().read(arguments), out).idle();
    }

    private int spike() throws IOException {
        prepareRoom();
        var before = servers.read();
        try (var crews = Crews.of(plan, options, List.of(), System.nanoTime())) {
            crews.open(out);
            var after = servers.read();
            var tally = crews.finish().tally();
            sessions(tally);
            if (!servers.isEmpty()) {
                double cpuMicros = (after.cpuNanos() - before.cpuNanos()) / 1e3;
                figures.putAll(
                        "server",
                        "cpuMicrosPerSession",
                        cpuMicros / Math.max(1, tally.get(Count.SESSIONS_JOINED)),
                        "rssMb",
                        after.rssBytes() >> 20,
                        "threads",
                        after.threads());
            }
            int most = options.number("max-ready", 0);
            boolean isFast = most == 0 || tally.timing(Timing.READY).getMaxValue() <= most * 1000L;
            return end(tally.get(Count.SESSIONS_JOINED) == tally.get(Count.SESSIONS_WANTED) && isFast);
        }
    }

    private int idle() throws IOException {
        prepareRoom();
        long heapBefore = servers.liveHeapBytes();
        var before = servers.read();
        try (var crews = Crews.of(plan, options, List.of(), System.nanoTime())) {
            crews.open(out);
            LockSupport.parkNanos(options.number("seconds", 0) * 1_000_000_000L);
            var settled = servers.read();
            LockSupport.parkNanos(1_000_000_000L);
            var after = servers.read();
            long heapAfter = servers.liveHeapBytes();
            var tally = crews.tally();
            long cut = tally.get(Count.SESSIONS_CUT);
            sessions(tally);
            double viewers = Math.max(1, tally.get(Count.SESSIONS_OPEN));
            if (!servers.isEmpty()) {
                figures.putAll(
                        "server",
                        "rssMbBefore",
                        before.rssBytes() >> 20,
                        "rssMbAfter",
                        after.rssBytes() >> 20,
                        "rssBytesPerViewer",
                        (after.rssBytes() - before.rssBytes()) / viewers,
                        "heapBytesPerViewer",
                        heapBefore < 0 || heapAfter < 0 ? "unknown" : (heapAfter - heapBefore) / viewers,
                        "threadsBefore",
                        before.threads(),
                        "threadsAfter",
                        after.threads(),
                        "idleCores",
                        (after.cpuNanos() - settled.cpuNanos()) / 1e9);
            }
            crews.finish();
            return end(cut == 0 && tally.get(Count.SESSIONS_JOINED) == tally.get(Count.SESSIONS_WANTED));
        }
    }

    private void prepareRoom() {
        if (options.isOn("existing-room")) {
            return;
        }
        try (var api = new RestApi(Target.of(options).api())) {
            int fill = options.number("fill", 0);
            var accounts = new ArrayList<Account>(
                    api.accounts("load" + plan.run() + "x", fill > 0 ? 5 : 1, options.number("signup-concurrency", 1)));
            api.createRoom(accounts.getFirst(), plan.room(), "Load " + plan.run());
            for (int i = 0; i < fill; i++) {
                api.post(accounts.get(i % accounts.size()), plan.room(), "line " + i, plan.run() + "-fill-" + i);
            }
        }
    }

    private void sessions(Tally tally) {
        figures.putAll(
                "sessions",
                "wanted",
                tally.get(Count.SESSIONS_WANTED),
                "connected",
                tally.get(Count.SESSIONS_CONNECTED),
                "joined",
                tally.get(Count.SESSIONS_JOINED),
                "cut",
                tally.get(Count.SESSIONS_CUT));
        figures.put("connect", tally.timing(Timing.CONNECT));
        figures.put("join", tally.timing(Timing.JOIN));
        figures.put("connect+join", tally.timing(Timing.READY));
        figures.put(
                "bytes/session", tally.get(Count.WIRE_BYTES) / (double) Math.max(1, tally.get(Count.SESSIONS_JOINED)));
        if (!tally.named().isEmpty()) {
            figures.put("told", tally.named());
        }
    }

    private int end(boolean isClean) throws IOException {
        figures.put("verdict", isClean ? "every promise kept" : "BROKEN");
        out.println();
        figures.print(out);
        figures.write(options.text("json"));
        return isClean ? 0 : 1;
    }
}
