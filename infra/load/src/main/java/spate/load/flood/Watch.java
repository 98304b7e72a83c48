package spate.load.flood;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import spate.load.check.Truth;
import spate.load.check.Verdict;
import spate.load.option.Options;
import spate.load.report.BesideProbe;
import spate.load.report.Count;
import spate.load.report.Figures;
import spate.load.report.ServerProbe;
import spate.load.report.Tally;
import spate.load.session.Target;

/// Viewers who only watch a room that is filled by somebody else, or by the server itself, and what each
/// delivery costs the server. The room must be quiet until all have joined.
///
/// The cost is taken over a stretch in the middle of the flow; what was lost is judged over all of it, against
/// the order of the viewer that received most: a message that nobody received is not missed here.
public final class Watch {

    private static final long STEP_NANOS = 20_000_000;
    private static final long SECOND = 1_000_000_000;

    private final Options options;
    private final FloodPlan plan;
    private final PrintStream out;
    private final ServerProbe servers;
    private final BesideProbe beside;

    private Watch(Options options, PrintStream out) {
        this.options = options;
        this.plan = FloodPlan.of(options);
        this.out = out;
        this.servers = new ServerProbe(
                options.all("server-pid").stream().map(Long::valueOf).toList());
        this.beside = BesideProbe.of(options.all("beside-pid"));
    }

    /// The options of this command.
    public static Options options() {
        return Target.know(FloodPlan.know(new Options()))
                .know("viewers", "2000", "WebSocket viewers (guests)")
                .know("senders", "0", "always 0 here")
                .know("sse-readers", "0", "SSE readers")
                .know("room", "bench", "the room")
                .know("start-seconds", "120", "how long the first message may take to come")
                .know("warm", "3", "seconds after the first message that are not measured")
                .know("seconds", "10", "seconds that are measured")
                .know("settle", "2", "seconds without an arrival that end the flow")
                .know("most-seconds", "120", "seconds after which the flow is left, measured or not")
                .know("server-pid", "", "processes of the server, for CPU, memory and threads; comma-separated")
                .know("beside-pid", "", "processes beside the server, whose CPU is told for each by itself")
                .know("json", "", "file for the figures");
    }

    /// Watches.
    ///
    /// @return 0 where every viewer joined and received something, else 1; losses are told, not failed on
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        return new Watch(options().read(arguments), out).run();
    }

    private int run() throws IOException {
        try (var crews = Crews.of(plan, options, List.of(), System.nanoTime())) {
            crews.open(out);
            long first = awaitFirst(crews);
            parkUntil(first + options.number("warm", 0) * SECOND);
            var serverBefore = servers.read();
            beside.start();
            var clientBefore = ServerProbe.ofThisAnd(crews.processes()).read();
            var before = crews.counts();
            long begin = System.nanoTime();
            parkUntil(begin + options.number("seconds", 1) * SECOND);
            var serverAfter = servers.read();
            beside.stop();
            var clientAfter = ServerProbe.ofThisAnd(crews.processes()).read();
            var after = crews.counts();
            double seconds = (System.nanoTime() - begin) / 1e9;
            settle(crews, first);

            var result = crews.finish();
            var figures = new Figures();
            long joined = result.tally().get(Count.SESSIONS_JOINED);
            figures.putAll(
                    "sessions",
                    "wanted",
                    result.tally().get(Count.SESSIONS_WANTED),
                    "joined",
                    joined,
                    "cut",
                    result.tally().get(Count.SESSIONS_CUT));
            figures.put("told", result.tally().named());
            var groups = result.groups().getOrDefault("viewers", Map.of());
            var truth = Truth.ofLongest(result.events(), groups, false);
            verdict(figures, truth.judge(groups), truth.size());
            figures.putAll(
                    "chain",
                    "breaks",
                    result.tally().get(Count.CHAIN_BREAKS),
                    "missedFrames",
                    result.tally().get(Count.MISSED),
                    "malformed",
                    result.tally().get(Count.MALFORMED));
            long deliveries = stretch(figures, before, after, seconds);
            cost(figures, "server", serverBefore, serverAfter, deliveries);
            if (!beside.isEmpty()) {
                figures.put("beside", beside.cpuSeconds());
            }
            cost(figures, "client", clientBefore, clientAfter, deliveries);
            out.println();
            figures.print(out);
            figures.write(options.text("json"));
            return deliveries > 0 && joined == result.tally().get(Count.SESSIONS_WANTED) ? 0 : 1;
        }
    }

    private long awaitFirst(Crews crews) {
        long until = System.nanoTime() + options.number("start-seconds", 1) * SECOND;
        while (crews.counts().get(Count.VIEWER_DELIVERIES) == 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        return System.nanoTime();
    }

    private void settle(Crews crews, long first) {
        long before = -1;
        long lastArrival = System.nanoTime();
        long until = first + options.number("most-seconds", 1) * SECOND;
        while (System.nanoTime() - lastArrival < plan.settleSeconds() * SECOND && System.nanoTime() < until) {
            LockSupport.parkNanos(STEP_NANOS);
            long deliveries = crews.counts().get(Count.VIEWER_DELIVERIES);
            if (deliveries != before) {
                before = deliveries;
                lastArrival = System.nanoTime();
            }
        }
    }

    private static void parkUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void verdict(Figures figures, Verdict verdict, int messages) {
        figures.putAll(
                "viewers",
                "messages",
                (long) messages,
                "deliveries",
                verdict.deliveries(),
                "lost",
                verdict.lost(),
                "doubled",
                verdict.doubled(),
                "reordered",
                verdict.reordered(),
                "orders",
                verdict.orders());
    }

    private static long stretch(Figures figures, Tally before, Tally after, double seconds) {
        long deliveries = after.get(Count.VIEWER_DELIVERIES) - before.get(Count.VIEWER_DELIVERIES);
        double each = Math.max(1, deliveries);
        long frames = after.get(Count.FRAMES) - before.get(Count.FRAMES);
        figures.put("seconds", seconds);
        figures.put("deliveries", deliveries);
        figures.put("deliveries/s", deliveries / seconds);
        figures.put("frames", frames);
        figures.put("deliveries/frame", deliveries / (double) Math.max(1, frames));
        figures.putAll(
                "bytes/delivery",
                "wire",
                (after.get(Count.WIRE_BYTES) - before.get(Count.WIRE_BYTES)) / each,
                "text",
                (after.get(Count.TEXT_BYTES) - before.get(Count.TEXT_BYTES)) / each);
        return deliveries;
    }

    private static void cost(
            Figures figures, String whose, ServerProbe.Reading before, ServerProbe.Reading after, long deliveries) {
        double cpu = after.cpuNanos() - before.cpuNanos();
        figures.putAll(
                whose,
                "cpuSeconds",
                cpu / 1e9,
                "cpuNsPerDelivery",
                cpu / Math.max(1, deliveries),
                "rssMb",
                after.rssBytes() >> 20,
                "threads",
                after.threads());
    }
}
