package spate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One reader of server-sent events: it keeps every event it gets, in order, and waits for what a test expects.
///
/// Safe for use by several threads.
public final class SseReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final HttpResponse<Stream<String>> response;
    private final List<Event> events = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<Long> retries = new ArrayList<>();
    private boolean ended;

    /// One event as it came.
    ///
    /// @param id empty where it has none
    /// @param raw the text of `data`
    public record Event(String id, String type, String raw) {

        /// The data as JSON.
        public JsonNode data() {
            return JSON.readTree(raw);
        }
    }

    private SseReader(HttpRequest request) {
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        Thread.ofVirtual().name("sse-reader").start(this::read);
    }

    /// Opens a stream and returns once its headers are here, or fails after ten seconds.
    public static SseReader open(URI uri) {
        return open(uri, Map.of());
    }

    /// Opens a stream with headers (`Last-Event-ID`, `Authorization`) and returns once its own are here.
    public static SseReader open(URI uri, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        return new SseReader(request.GET().build());
    }

    public int status() {
        return response.statusCode();
    }

    /// The first value of a header of the answer, or empty.
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// All events so far, in order.
    public List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /// The texts of all comment lines so far.
    public List<String> comments() {
        synchronized (events) {
            return List.copyOf(comments);
        }
    }

    /// The milliseconds of all `retry:` lines so far.
    public List<Long> retries() {
        synchronized (events) {
            return List.copyOf(retries);
        }
    }

    /// Waits for an event of this type, among those that came already too.
    public Event await(String type) {
        return await(event -> event.type().equals(type), PATIENCE);
    }

    /// Waits for an event that fits, among those that came already too.
    public Event await(Predicate<Event> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (events) {
            for (int next = 0; ; next++) {
                while (next >= events.size()) {
                    waitForMore(deadline, patience);
                }
                if (wanted.test(events.get(next))) {
                    return events.get(next);
                }
            }
        }
    }

    /// Whether the server has ended the stream.
    public boolean isEnded() {
        synchronized (events) {
            return ended;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private void read() {
        var parser = new SseParser();
        try (Stream<String> lines = response.body()) {
            lines.forEach(line -> {
                synchronized (events) {
                    parser.line(line, events::add, comments::add, retries::add);
                    events.notifyAll();
                }
            });
        } catch (UncheckedIOException _) {
            // The stream broke or was closed here: it has ended, which is what a test sees.
        } finally {
            synchronized (events) {
                ended = true;
                events.notifyAll();
            }
        }
    }

    /// Waits inside the monitor of `events`.
    private void waitForMore(long deadline, Duration patience) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || ended) {
            throw new AssertionError((ended ? "the stream ended" : "not within " + patience) + "; the events are "
                    + events.subList(Math.max(0, events.size() - 10), events.size()));
        }
        try {
            events.wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
