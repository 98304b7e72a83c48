package spate.load.hotroom;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import spate.load.option.Options;
import spate.load.report.Figures;
import spate.load.rest.RestApi;
import spate.load.session.Target;

/// Everybody opens one room at once: how many fetches of its history are answered, how fast, and how many
/// statements the database is asked for each second of it.
public final class HotRoom {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MICROS_MAX = 60_000_000;

    private final Options options;
    private final PrintStream out;
    private final List<String> addresses;
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Histogram answered = new ConcurrentHistogram(MICROS_MAX, 3);

    private HotRoom(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.addresses = options.all("api").isEmpty() ? List.of(options.text("url")) : options.all("api");
    }

    /// The options of this command.
    public static Options options() {
        return Target.know(new Options())
                .know("rate", "1000", "fetches a second")
                .know("seconds", "15", "how long")
                .know("messages", "200", "messages that the room has before")
                .know("limit", "50", "events of a page")
                .know("database", "", "JDBC address of the database, with user and password, to count its statements")
                .know("questions-max", "0", "most statements a second that are well; 0 for any number")
                .know("json", "", "file for the figures");
    }

    /// Fetches as asked.
    ///
    /// @return 0 where every answer was a page or 429, and the database was asked no more than it may be
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        return new HotRoom(options().read(arguments), out).run();
    }

    private int run() throws IOException {
        int seconds = options.number("seconds", 1);
        URI[] pages = pages(room());
        var figures = new Figures();
        long most = options.number("questions-max", 0);
        boolean isClean = true;
        if (options.text("database").isEmpty()) {
            fetch(pages, seconds);
        } else {
            try (var questions = new Questions(options.text("database"))) {
                double idle = asked(questions, () -> LockSupport.parkNanos(5 * SECOND_NANOS), 5);
                double loaded = asked(questions, () -> fetch(pages, seconds), seconds);
                figures.putAll("questionsPerSecond", "idle", idle, "fetching", loaded, "forFetches", loaded - idle);
                isClean = most == 0 || loaded - idle <= most;
            }
        }
        figures.putAll("fetches", "perSecond", options.number("rate", 1), "answers", new TreeMap<>(statuses));
        figures.put("answered", answered);
        isClean &= statuses.keySet().stream()
                .allMatch(status -> List.of("200", "429").contains(status));
        figures.put("verdict", isClean ? "every promise kept" : "BROKEN");
        figures.print(out);
        figures.write(options.text("json"));
        return isClean ? 0 : 1;
    }

    private static double asked(Questions questions, Runnable meanwhile, int seconds) {
        long before = questions.count();
        meanwhile.run();
        return (questions.count() - before) / (double) seconds;
    }

    private String room() {
        String run = Long.toString(System.nanoTime() & 0xffffff, 36);
        try (var api = new RestApi(addresses.getFirst())) {
            var owner = api.accounts("hot" + run, 1, 1).getFirst();
            String room = "load-hot-" + run;
            api.createRoom(owner, room, "Load " + room);
            int messages = options.number("messages", 0);
            for (int i = 0; i < messages; i++) {
                api.post(owner, room, "message " + i + " of a room that everybody opens", "k" + i);
            }
            return room;
        }
    }

    private URI[] pages(String room) {
        String path = "/api/rooms/" + room + "/messages?limit=" + options.number("limit", 1);
        return addresses.stream()
                .map(address -> URI.create(address.replaceAll("/(api/?)?$", "") + path))
                .toArray(URI[]::new);
    }

    private void fetch(URI[] pages, int seconds) {
        int rate = options.number("rate", 1);
        try (var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (long fetch = 0; fetch < (long) rate * seconds; fetch++) {
                long due = begun + fetch * SECOND_NANOS / rate;
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                URI page = pages[(int) (fetch % pages.length)];
                threads.submit(() -> fetch(http, page, due));
            }
        }
    }

    private void fetch(HttpClient http, URI page, long due) {
        String status;
        try {
            var request =
                    HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20)).build();
            int code =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            status = String.valueOf(code);
            if (code == 200) {
                answered.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - due) / 1_000));
            }
        } catch (IOException e) {
            status = e.getClass().getSimpleName();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            status = "interrupted";
        }
        statuses.merge(status, 1, Integer::sum);
    }
}
