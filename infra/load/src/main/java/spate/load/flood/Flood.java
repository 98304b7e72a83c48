package spate.load.flood;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import spate.load.check.EventIndex;
import spate.load.check.Ledger;
import spate.load.check.Truth;
import spate.load.check.Verdict;
import spate.load.option.Options;
import spate.load.report.BesideProbe;
import spate.load.report.Count;
import spate.load.report.Figures;
import spate.load.report.Plot;
import spate.load.report.ServerProbe;
import spate.load.report.Tally;
import spate.load.report.ThreadProbe;
import spate.load.report.Timeline;
import spate.load.report.Timing;
import spate.load.rest.Account;
import spate.load.rest.RestApi;
import spate.load.session.Target;
import spate.load.wire.FrameParser;

/// The flood: many senders, many viewers, one room, and for each viewer and each message the proof that it came
/// exactly once and in the one order.
public final class Flood {

    private static final long ACK_SECONDS_MAX = 60;
    private static final long LEAD_NANOS = 300_000_000;
    private static final long STEP_NANOS = 100_000_000;

    private final Options options;
    private final FloodPlan plan;
    private final Target target;
    private final PrintStream out;
    private final long originNanos = System.nanoTime();
    private final ServerProbe servers;
    private final ThreadProbe threads;
    private final BesideProbe beside;
    private final Timeline timeline = new Timeline();
    private long shownNanos;
    private long serverCpuShown;
    private long clientCpuShown;

    private Flood(Options options, PrintStream out) {
        this.options = options;
        this.plan = FloodPlan.of(options);
        if (plan.senders() == 0) {
            throw new IllegalArgumentException("--senders must be at least 1");
        }
        this.target = Target.of(options);
        this.out = out;
        var pids = options.all("server-pid").stream().map(Long::valueOf).toList();
        this.servers = new ServerProbe(pids);
        this.threads = new ThreadProbe(pids);
        this.beside = BesideProbe.of(options.all("beside-pid"));
    }

    /// The options of this command.
    public static Options options() {
        return Target.know(FloodPlan.know(new Options()))
                .know("server-pid", "", "processes of the server, for CPU, memory and threads; comma-separated")
                .know("beside-pid", "", "processes beside the server, whose CPU is told for each by itself")
                .know("json", "", "file for the figures")
                .know("plot", "", "file for an SVG of times and rates");
    }

    /// Runs a flood.
    ///
    /// @return 0 where every promise was kept, else 1
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        return new Flood(options().read(arguments), out).run();
    }

    private int run() throws IOException {
        try (var api = new RestApi(target.api())) {
            out.printf("signing up %d senders%n", plan.senders());
            var accounts =
                    api.accounts("load" + plan.run() + "x", plan.senders(), options.number("signup-concurrency", 1));
            if (!options.isOn("existing-room")) {
                api.createRoom(accounts.getFirst(), plan.room(), "Load " + plan.run());
            }
            try (var crews = Crews.of(plan, options, accounts, originNanos)) {
                return run(api, accounts, crews);
            }
        }
    }

    private int run(RestApi api, List<Account> accounts, Crews crews) throws IOException {
        var local = crews.local();
        var clients = ServerProbe.ofThisAnd(crews.processes());
        crews.open(out);
        crews.stall(true);
        var collectorBefore = servers.collector();
        var serverBefore = servers.read();
        threads.start();
        beside.start();
        var clientBefore = clients.read();
        long start = System.nanoTime() + LEAD_NANOS;
        var renewal = new Renewal(api, accounts, local);
        local.start(start);
        long lastArrival = flooding(crews, start, renewal);
        double seconds = (lastArrival - start) / 1e9;
        var serverAfter = servers.read();
        beside.stop();
        threads.stop();
        var clientAfter = clients.read();
        var collectorAfter = servers.collector();
        if (plan.stalled() > 0) {
            crews.stall(false);
            settle(crews, start, true);
        }
        long unsettled = local.unsettled();
        var result = crews.finish();

        var figures = new Figures();
        boolean isClean = judge(api, local, result, unsettled, figures);
        cost(figures, result.tally(), seconds, serverBefore, serverAfter, clientBefore, clientAfter);
        if (!servers.isEmpty()) {
            figures.put("server threads, cores", threads.cores(seconds));
            figures.putAll(
                    "server GC",
                    "collections",
                    collectorAfter.collections() - collectorBefore.collections(),
                    "millis",
                    collectorAfter.millis() - collectorBefore.millis());
        }
        if (!beside.isEmpty()) {
            figures.put("beside", beside.cpuSeconds());
        }
        isClean &= isFastEnough(result.tally()) && isSteadyEnough(result.tally());
        figures.put("verdict", isClean ? "every promise kept" : "BROKEN");
        out.println();
        figures.print(out);
        figures.put("timeline", Timeline.asMaps(timeline.seconds()));
        figures.write(options.text("json"));
        Plot.write(options.text("plot"), result.tally().timing(Timing.DELIVERY), timeline.seconds());
        return isClean ? 0 : 1;
    }

    private boolean isFastEnough(Tally tally) {
        int most = options.number("max-p99", 0);
        return most == 0 || tally.timing(Timing.DELIVERY).getValueAtPercentile(99) <= most * 1000L;
    }

    private boolean isSteadyEnough(Tally tally) {
        int most = options.number("max-silence", 0);
        return most == 0 || tally.timing(Timing.SILENCE).getMaxValue() <= most * 1000L;
    }

    /// Shows each second; ends when all is settled and delivered, or nothing comes any more.
    ///
    /// @return when the last delivery was seen
    private long flooding(Crews crews, long start, Renewal renewal) {
        double planned = plan.rate() > 0 ? plan.messages() / plan.rate() : 0;
        long deadline = start + (long) ((planned + ACK_SECONDS_MAX) * 1e9);
        long ackedBefore = -1;
        while (crews.local().waiting() > 0) {
            LockSupport.parkNanos(STEP_NANOS);
            renewal.renewWhereDue();
            var tally = show(crews, start);
            if (plan.rate() == 0 && tally.get(Count.ACKED) != ackedBefore) {
                ackedBefore = tally.get(Count.ACKED);
                deadline = System.nanoTime() + ACK_SECONDS_MAX * 1_000_000_000L;
            }
            if (System.nanoTime() > deadline) {
                out.println("gave up waiting for acknowledgements");
                break;
            }
        }
        return settle(crews, start, false);
    }

    private long settle(Crews crews, long start, boolean withStalled) {
        long settleNanos = plan.settleSeconds() * 1_000_000_000L;
        long lastArrival = System.nanoTime();
        long before = -1;
        while (System.nanoTime() - lastArrival < settleNanos) {
            var tally = show(crews, start);
            long deliveries = Timeline.deliveries(tally);
            if (deliveries != before) {
                before = deliveries;
                lastArrival = System.nanoTime();
            }
            long healthy = deliveries - (withStalled ? 0 : tally.get(Count.STALLED_DELIVERIES));
            long stalled = withStalled ? 0 : (long) plan.stalled() * Math.max(1, plan.processes());
            long expected = tally.get(Count.ACKED) * (tally.get(Count.SESSIONS_JOINED) - stalled);
            if (healthy >= expected && crews.local().waiting() == 0) {
                return lastArrival;
            }
            LockSupport.parkNanos(STEP_NANOS / 5);
        }
        return lastArrival;
    }

    private Tally show(Crews crews, long start) {
        long now = System.nanoTime();
        if (now - shownNanos < 1_000_000_000L || now < start) {
            return crews.counts();
        }
        var tally = crews.tally();
        double span = shownNanos == 0 ? Math.max(0.1, (now - start) / 1e9) : (now - shownNanos) / 1e9;
        var server = servers.read();
        var client = ServerProbe.ofThisAnd(crews.processes()).read();
        double serverCores = shownNanos == 0 ? 0 : (server.cpuNanos() - serverCpuShown) / span / 1e9;
        double clientCores = shownNanos == 0 ? 0 : (client.cpuNanos() - clientCpuShown) / span / 1e9;
        shownNanos = now;
        serverCpuShown = server.cpuNanos();
        clientCpuShown = client.cpuNanos();
        var second = timeline.add((now - start) / 1e9, span, tally, serverCores);
        out.printf(
                Locale.ROOT,
                "%5.1fs open %,d  sent %,d acked %,d refused %,d  deliveries %,d (%,.0f/s)  p50 %.1f p99 %.1f ms"
                        + "  server %.2f cores %,d MB %d threads  client %.2f cores%n",
                second.at(),
                tally.get(Count.SESSIONS_OPEN),
                tally.get(Count.SENT),
                tally.get(Count.ACKED),
                tally.get(Count.REFUSED),
                Timeline.deliveries(tally),
                second.deliveries(),
                second.p50Millis(),
                second.p99Millis(),
                serverCores,
                server.rssBytes() >> 20,
                server.threads(),
                clientCores);
        return tally;
    }

    private boolean judge(RestApi api, LocalCrew local, CrewResult result, long unsettled, Figures figures) {
        var events = result.events();
        var ledger = new Ledger(events);
        local.acked(ledger::addAcked);
        Truth truth;
        Ledger.Stored stored;
        if (options.isOn("no-history")) {
            var longest =
                    result.groups().getOrDefault("viewers", result.groups().getOrDefault("senders", Map.of()));
            truth = Truth.ofLongest(events, longest, plan.marked());
            stored = ledger.judgeSeen();
        } else {
            int[] history = history(api, events, ledger);
            truth = Truth.stored(events, ours(events, history), plan.marked());
            stored = ledger.judge(ours(events, history));
        }
        var tally = result.tally();
        sessions(figures, tally);
        figures.putAll(
                "messages",
                "sent",
                tally.get(Count.SENT),
                "acked",
                tally.get(Count.ACKED),
                "refused",
                tally.get(Count.REFUSED),
                "unanswered",
                unsettled,
                "resent",
                tally.get(Count.RESENT));
        figures.putAll(
                "stored",
                "messages",
                stored.stored(),
                "ackedMissing",
                stored.ackedMissing(),
                "storedAgain",
                stored.storedAgain(),
                "seenOnly",
                stored.seenOnly(),
                "sameAgain",
                stored.sameAgain());
        boolean isClean = stored.isClean() && unsettled == 0 && tally.get(Count.ACKED) > 0;
        for (var group : result.groups().entrySet()) {
            var verdict = truth.judge(group.getValue());
            verdict(figures, group.getKey(), verdict);
            isClean &= verdict.isClean();
            isClean &= plan.survive() || group.getKey().equals("stalled") || verdict.toldMissed() == 0;
        }
        figures.putAll(
                "chain",
                "breaks",
                tally.get(Count.CHAIN_BREAKS),
                "missedFrames",
                tally.get(Count.MISSED),
                "malformed",
                tally.get(Count.MALFORMED));
        isClean &= tally.get(Count.CHAIN_BREAKS) == 0 && tally.get(Count.MALFORMED) == 0;
        isClean &= tally.get(Count.SESSIONS_JOINED) == tally.get(Count.SESSIONS_WANTED);
        isClean &= plan.survive() || tally.get(Count.SESSIONS_CUT) == 0 || plan.stalled() > 0;
        return isClean;
    }

    private static void verdict(Figures figures, String group, Verdict verdict) {
        figures.putAll(
                group,
                "sessions",
                verdict.sessions(),
                "deliveries",
                verdict.deliveries(),
                "expected",
                verdict.expected(),
                "lost",
                verdict.lost(),
                "doubled",
                verdict.doubled(),
                "reordered",
                verdict.reordered(),
                "foreign",
                verdict.foreign(),
                "toldMissed",
                verdict.toldMissed(),
                "overflowed",
                verdict.overflowed(),
                "orders",
                verdict.orders());
    }

    private static void sessions(Figures figures, Tally tally) {
        figures.putAll(
                "sessions",
                "wanted",
                tally.get(Count.SESSIONS_WANTED),
                "connected",
                tally.get(Count.SESSIONS_CONNECTED),
                "joined",
                tally.get(Count.SESSIONS_JOINED),
                "cut",
                tally.get(Count.SESSIONS_CUT),
                "drained",
                tally.get(Count.DRAINS));
        if (tally.get(Count.RECONNECTS) > 0) {
            figures.putAll(
                    "reconnects",
                    "tries",
                    tally.get(Count.RECONNECTS),
                    "recovered",
                    tally.get(Count.RECOVERED),
                    "notRecovered",
                    tally.get(Count.NOT_RECOVERED));
        }
        if (!tally.named().isEmpty()) {
            figures.put("told", tally.named());
        }
        figures.put("connect", tally.timing(Timing.CONNECT));
        figures.put("join", tally.timing(Timing.JOIN));
        figures.put("connect+join", tally.timing(Timing.READY));
    }

    /// The stored messages, read again until everything acknowledged is among them or the archive has had its
    /// time.
    private int[] history(RestApi api, EventIndex events, Ledger ledger) {
        long until = System.nanoTime() + options.number("history-seconds", 0) * 1_000_000_000L;
        while (true) {
            var parser = new FrameParser(events, plan.run(), 0);
            int[] history = api.history(plan.room(), options.number("history-page", 1), parser);
            if (ledger.judge(history).ackedMissing() == 0 || System.nanoTime() > until) {
                return history;
            }
            LockSupport.parkNanos(10 * STEP_NANOS);
        }
    }

    /// Without what was in the room before this run.
    private int[] ours(EventIndex events, int[] history) {
        if (!plan.marked()) {
            return history;
        }
        int first = 0;
        while (first < history.length && !events.isMarked(history[first])) {
            first++;
        }
        return Arrays.copyOfRange(history, first, history.length);
    }

    private void cost(
            Figures figures,
            Tally tally,
            double seconds,
            ServerProbe.Reading serverBefore,
            ServerProbe.Reading serverAfter,
            ServerProbe.Reading clientBefore,
            ServerProbe.Reading clientAfter) {
        long deliveries = Timeline.deliveries(tally);
        double each = Math.max(1, deliveries);
        figures.put("delivery from schedule", tally.timing(Timing.DELIVERY));
        figures.put("delivery from send", tally.timing(Timing.DELIVERY_FROM_SEND));
        figures.put("longest silence", tally.timing(Timing.SILENCE));
        if (plan.survive()) {
            figures.put("longest silence of a move", tally.timing(Timing.SILENCE_MOVED));
            figures.put("back: end to handshake", tally.timing(Timing.BACK));
            figures.put("back: join to joined", tally.timing(Timing.BACK_JOIN));
        }
        figures.put("posted from schedule", tally.timing(Timing.POSTED));
        figures.put("seconds", seconds);
        figures.put("deliveries", deliveries);
        figures.put("deliveries/s", deliveries / seconds);
        figures.putAll(
                "bytes/delivery",
                "wire",
                tally.get(Count.WIRE_BYTES) / each,
                "text",
                tally.get(Count.TEXT_BYTES) / each);
        figures.put("frames", tally.get(Count.FRAMES));
        if (!servers.isEmpty()) {
            double cpu = serverAfter.cpuNanos() - serverBefore.cpuNanos();
            figures.putAll(
                    "server",
                    "cpuSeconds",
                    cpu / 1e9,
                    "cpuNsPerDelivery",
                    cpu / each,
                    "rssMb",
                    serverAfter.rssBytes() >> 20,
                    "threads",
                    serverAfter.threads());
        }
        double cpu = clientAfter.cpuNanos() - clientBefore.cpuNanos();
        figures.putAll(
                "client",
                "cpuSeconds",
                cpu / 1e9,
                "cpuNsPerDelivery",
                cpu / each,
                "rssMb",
                clientAfter.rssBytes() >> 20,
                "threads",
                clientAfter.threads());
    }
}
