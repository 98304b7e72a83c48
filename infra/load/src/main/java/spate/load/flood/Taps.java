package spate.load.flood;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import spate.load.option.Options;
import spate.load.report.Figures;
import spate.load.report.ServerProbe;
import spate.load.report.Tally;
import spate.load.rest.Account;
import spate.load.rest.RestApi;
import spate.load.session.Loops;
import spate.load.session.Target;
import spate.load.session.WebSocketListener;
import spate.load.session.WebSocketSession;
import spate.load.wire.ClientFrame;

/// Sessions that tap reactions in one room. The server sums taps, so what they cost must be that of reading the frames,
/// and the room must be told as often as if one viewer tapped.
public final class Taps {

    private static final long STEP_NANOS = 100_000_000;
    private static final long WAIT_NANOS = 30_000_000_000L;
    private static final Pattern COUNTS = Pattern.compile("\"counts\":\\{([^}]*)}");
    private static final Pattern COUNT = Pattern.compile(":(\\d+)");

    private final Options options;
    private final PrintStream out;
    private final Target target;
    private final ServerProbe servers;
    private final String room;
    private final List<Tapper> joined = new ArrayList<>();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();

    private Taps(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.target = Target.of(options);
        this.servers = new ServerProbe(
                options.all("server-pid").stream().map(Long::valueOf).toList());
        this.room = "load-taps-" + FloodPlan.randomWord(6);
    }

    /// The options of this command.
    public static Options options() {
        return Target.know(new Options())
                .know("sessions", "500", "sessions that tap")
                .know("taps", "100000", "taps a second, of all sessions together")
                .know("count", "20", "taps in one frame, at most 20")
                .know("seconds", "10", "how long they tap, and how long they are silent before, for comparison")
                .know("accounts", "10", "viewers whose sessions they are")
                .know("signup-concurrency", "4", "sign-ups at once")
                .know("threads", "1", "event loops of this program")
                .know("server-pid", "", "processes of the server; comma-separated")
                .know("json", "", "file for the figures");
    }

    /// Taps.
    ///
    /// @return 0 where every tap came back in events and in the totals
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        return new Taps(options().read(arguments), out).run();
    }

    private int run() throws IOException {
        int sessions = options.number("sessions", 1);
        try (var loops = new Loops(options.number("threads", 1));
                var api = new RestApi(target.api())) {
            var accounts = api.accounts(
                    "taps" + FloodPlan.randomWord(4) + "x",
                    options.number("accounts", 1),
                    options.number("signup-concurrency", 1));
            api.createRoom(accounts.getFirst(), room, "Load " + room);
            open(loops, 0, accounts.getFirst(), true);
            for (int i = 1; i <= sessions; i++) {
                open(loops, i, accounts.get(i % accounts.size()), false);
            }
            await(() -> ready.get() > sessions);
            var silent = measured(0);
            var tapping = measured(tap());
            await(() -> seen.get() >= sent.get());
            await(() -> api.taps(room) >= sent.get());
            return end(silent, tapping, api.taps(room));
        }
    }

    private void open(Loops loops, int number, Account account, boolean isWatcher) {
        var loop = loops.of(number);
        var listener = new Listener(loop, account.token(), isWatcher);
        loop.execute(() ->
                WebSocketSession.open(loops, loop, target.webSocket(number), number, 0, false, listener, new Tally()));
    }

    /// Begins to tap.
    ///
    /// @return how many frames each session sends a second
    private double tap() {
        int count = options.number("count", 1);
        double framesEach = (double) options.number("taps", 1) / count / joined.size();
        long periodNanos = (long) (1e9 / framesEach);
        var frame = ClientFrame.react(room, "👍", count);
        synchronized (joined) {
            for (int i = 0; i < joined.size(); i++) {
                var tapper = joined.get(i);
                Future<?> task = tapper.loop()
                        .scheduleAtFixedRate(
                                () -> tap(tapper.session(), frame, count),
                                periodNanos * i / joined.size(),
                                periodNanos,
                                TimeUnit.NANOSECONDS);
                var _ = tapper.loop()
                        .schedule(() -> task.cancel(false), options.number("seconds", 1), TimeUnit.SECONDS);
            }
        }
        return framesEach;
    }

    private void tap(WebSocketSession session, String frame, int count) {
        if (session.isOpen()) {
            session.send(frame);
            session.flush();
            sent.addAndGet(count);
        }
    }

    private Phase measured(double framesEach) {
        var before = servers.read();
        long eventsBefore = events.get();
        long sentBefore = sent.get();
        long begun = System.nanoTime();
        LockSupport.parkNanos(options.number("seconds", 1) * 1_000_000_000L);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Phase(
                framesEach,
                (sent.get() - sentBefore) / seconds,
                (events.get() - eventsBefore) / seconds,
                (servers.read().cpuNanos() - before.cpuNanos()) / 1e9 / seconds);
    }

    private int end(Phase silent, Phase tapping, long stored) throws IOException {
        var figures = new Figures();
        figures.putAll("sessions", "tapping", joined.size(), "framesEachPerSecond", tapping.framesEach());
        figures.putAll("taps", "perSecond", tapping.taps(), "sent", sent.get(), "seen", seen.get(), "stored", stored);
        figures.putAll("events", "perSecond", tapping.events(), "all", events.get());
        if (!servers.isEmpty()) {
            double cpu = tapping.cores() - silent.cores();
            figures.putAll(
                    "server",
                    "coresSilent",
                    silent.cores(),
                    "coresTapping",
                    tapping.cores(),
                    "nanosPerTap",
                    cpu * 1e9 / Math.max(1, tapping.taps()));
        }
        if (!told.isEmpty()) {
            figures.put("told", told);
        }
        boolean isClean = told.isEmpty() && seen.get() == sent.get() && stored == sent.get();
        figures.put("verdict", isClean ? "every promise kept" : "BROKEN");
        figures.print(out);
        figures.write(options.text("json"));
        return isClean ? 0 : 1;
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + WAIT_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /// A session and the loop that it is confined to.
    private record Tapper(EventLoop loop, WebSocketSession session) {}

    /// What was measured over some seconds, a second.
    private record Phase(double framesEach, double taps, double events, double cores) {}

    /// Joins; the watcher counts what the room is told.
    private final class Listener implements WebSocketListener {

        private final EventLoop loop;
        private final String token;
        private final boolean isWatcher;

        Listener(EventLoop loop, String token, boolean isWatcher) {
            this.loop = loop;
            this.token = token;
            this.isWatcher = isWatcher;
        }

        @Override
        public void opened(WebSocketSession session) {
            session.send(ClientFrame.hello(1, token));
            session.send(ClientFrame.join(2, room, 0));
            session.flush();
        }

        @Override
        public void text(WebSocketSession session, ByteBuf buffer, int from, int length, boolean isDeflated) {
            String start = buffer.toString(from, Math.min(length, 200), StandardCharsets.UTF_8);
            if (start.startsWith("{\"type\":\"joined\"")) {
                if (!isWatcher) {
                    synchronized (joined) {
                        joined.add(new Tapper(loop, session));
                    }
                }
                ready.incrementAndGet();
            } else if (start.startsWith("{\"type\":\"error\"")) {
                told.merge(start.replaceAll("\\d+", "#"), 1, Integer::sum);
            } else if (isWatcher && start.startsWith("{\"type\":\"events\"")) {
                count(buffer.toString(from, length, StandardCharsets.UTF_8));
            }
        }

        private void count(String frame) {
            COUNTS.matcher(frame).results().forEach(found -> {
                events.incrementAndGet();
                COUNT.matcher(found.group(1))
                        .results()
                        .forEach(count -> seen.addAndGet(Long.parseLong(count.group(1))));
            });
        }

        @Override
        public void closed(WebSocketSession session, int code, String reason) {
            told.merge("session " + code + " " + reason, 1, Integer::sum);
        }
    }
}
