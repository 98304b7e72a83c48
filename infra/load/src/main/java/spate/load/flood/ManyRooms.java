package spate.load.flood;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import spate.load.option.Options;
import spate.load.report.Figures;
import spate.load.report.ServerProbe;
import spate.load.report.Tally;
import spate.load.rest.RestApi;
import spate.load.session.Loops;
import spate.load.session.Target;
import spate.load.session.WebSocketListener;
import spate.load.session.WebSocketSession;
import spate.load.wire.ClientFrame;

/// Sessions that join many rooms: the server's threads must not grow with rooms.
public final class ManyRooms {

    private static final long STEP_NANOS = 100_000_000;
    private static final long JOIN_SECONDS_MAX = 120;

    private final Options options;
    private final PrintStream out;
    private final Target target;
    private final AtomicInteger joined = new AtomicInteger();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();

    private ManyRooms(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.target = Target.of(options);
    }

    /// The options of this command.
    public static Options options() {
        return Target.know(new Options())
                .know("rooms", "10000", "rooms to create and to join")
                .know("rooms-each", "10", "rooms of each session")
                .know("room-prefix", "", "rooms that exist already: this prefix and 0, 1, 2…")
                .know("accounts", "20", "viewers who create the rooms")
                .know("concurrency", "16", "REST calls at once")
                .know("signup-concurrency", "4", "sign-ups at once")
                .know("seconds", "5", "how long all rooms stay joined before threads are read")
                .know("server-pid", "", "processes of the server; comma-separated")
                .know("json", "", "file for the figures");
    }

    /// Joins all rooms.
    ///
    /// @return 0 where all were joined and the server's threads are as many as with one room
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        return new ManyRooms(options().read(arguments), out).run();
    }

    private int run() throws IOException {
        int count = options.number("rooms", 1);
        var rooms = rooms(count);
        var servers = new ServerProbe(
                options.all("server-pid").stream().map(Long::valueOf).toList());
        try (var loops = new Loops(1)) {
            join(loops, 0, rooms.subList(0, 1));
            await(1);
            var before = servers.read();
            out.printf("1 room joined: %d threads%n", before.threads());
            int each = options.number("rooms-each", 1);
            int session = 1;
            for (int from = 1; from < count; from += each) {
                join(loops, session++, rooms.subList(from, Math.min(count, from + each)));
            }
            await(count);
            LockSupport.parkNanos(options.number("seconds", 0) * 1_000_000_000L);
            var after = servers.read();
            var figures = new Figures();
            figures.putAll("rooms", "wanted", count, "joined", joined.get(), "sessions", session);
            figures.putAll(
                    "server",
                    "threadsWith1",
                    before.threads(),
                    "threadsWithAll",
                    after.threads(),
                    "rssMbWith1",
                    before.rssBytes() >> 20,
                    "rssMbWithAll",
                    after.rssBytes() >> 20);
            if (!told.isEmpty()) {
                figures.put("told", told);
            }
            boolean isClean = joined.get() == count && after.threads() <= before.threads();
            figures.put("verdict", isClean ? "every promise kept" : "BROKEN");
            figures.print(out);
            figures.write(options.text("json"));
            return isClean ? 0 : 1;
        }
    }

    private List<String> rooms(int count) {
        String prefix = options.text("room-prefix");
        if (!prefix.isEmpty()) {
            return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
        }
        String run = FloodPlan.randomWord(4);
        try (var api = new RestApi(target.api())) {
            var owners = api.accounts(
                    "rooms" + run + "x", options.number("accounts", 1), options.number("signup-concurrency", 1));
            out.printf("creating %d rooms%n", count);
            return api.createRooms(owners, "load-" + run + "-", count, options.number("concurrency", 1));
        }
    }

    private void join(Loops loops, int number, List<String> rooms) {
        var loop = loops.of(number);
        var tally = new Tally();
        loop.execute(() -> WebSocketSession.open(
                loops, loop, target.webSocket(number), number, 0, false, new Joiner(List.copyOf(rooms)), tally));
    }

    private void await(int wanted) {
        long until = System.nanoTime() + JOIN_SECONDS_MAX * 1_000_000_000L;
        while (joined.get() < wanted && System.nanoTime() < until) {
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /// Joins its rooms and counts the answers.
    private final class Joiner implements WebSocketListener {

        private final List<String> rooms;

        Joiner(List<String> rooms) {
            this.rooms = rooms;
        }

        @Override
        public void opened(WebSocketSession session) {
            session.send(ClientFrame.hello(1, ""));
            for (int i = 0; i < rooms.size(); i++) {
                session.send(ClientFrame.join(10 + i, rooms.get(i), 0));
            }
            session.flush();
        }

        @Override
        public void text(WebSocketSession session, ByteBuf buffer, int from, int length, boolean isDeflated) {
            String start = buffer.toString(from, Math.min(length, 300), StandardCharsets.UTF_8);
            if (start.startsWith("{\"type\":\"joined\"")) {
                joined.incrementAndGet();
            } else if (start.startsWith("{\"type\":\"error\"")) {
                told.merge(start, 1, Integer::sum);
            }
        }

        @Override
        public void closed(WebSocketSession session, int code, String reason) {
            told.merge("session " + code + " " + reason, 1, Integer::sum);
        }
    }
}
