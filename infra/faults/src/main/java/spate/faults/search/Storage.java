package spate.faults.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of a room, read without the services' code: the archive's rows, and the pages that REST gives.
final class Storage implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int PAGE = 100;

    private final TestScope scope;
    private final int apiPort;
    private final HttpClient http = HttpClient.newHttpClient();

    Storage(TestScope scope, int apiPort) {
        this.scope = scope;
        this.apiPort = apiPort;
    }

    /// The rows of a room in their order.
    List<StoredEvent> rows(String room) {
        var rows = new ArrayList<StoredEvent>();
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var select = session.prepareStatement("SELECT log_offset, event_id, body FROM room_events"
                        + " WHERE room_id = ? ORDER BY epoch_ordinal, log_offset")) {
            select.setString(1, room);
            try (var found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(new StoredEvent(found.getLong(1), found.getString(2), found.getString(3)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the archive of " + room + " cannot be read", e);
        }
        return rows;
    }

    /// How many rows a room has.
    long count(String room) {
        return number("SELECT COUNT(*) FROM room_events WHERE room_id = ?", room);
    }

    /// How many events of a room were decided and are not in the log yet.
    long undelivered(String room) {
        return number("SELECT COUNT(*) FROM outbox WHERE room_id = ?", room);
    }

    private long number(String sql, String room) {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var select = session.prepareStatement(sql)) {
            select.setString(1, room);
            try (var found = select.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what is stored of " + room + " cannot be read", e);
        }
    }

    /// What the pages of the history show, oldest first, walked from the newest back, each as [#brief]. Where a page
    /// leads to itself the walk ends, with what it showed so far.
    List<String> historyBack(String room) {
        var pages = new ArrayList<List<String>>();
        String before = "";
        String from;
        do {
            from = before;
            JsonNode page = page(room, before.isEmpty() ? "" : "&before=" + before);
            pages.add(briefs(page));
            before = page.path("before").asString("");
        } while (!before.isEmpty() && !before.equals(from));
        return pages.reversed().stream().flatMap(List::stream).toList();
    }

    /// What comes after a position, walked forward, each as [#brief]; it ends as the walk back does.
    List<String> historyAfter(String room, String position) {
        var events = new ArrayList<String>();
        String after = position;
        while (true) {
            JsonNode page = page(room, "&after=" + after);
            if (page.path("events").isEmpty()) {
                return events;
            }
            events.addAll(briefs(page));
            String next = page.path("after").asString("");
            if (next.equals(after)) {
                return events;
            }
            after = next;
        }
    }

    private JsonNode page(String room, String query) {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d/api/rooms/%s/messages?limit=%d%s".formatted(apiPort, room, PAGE, query)))
                .timeout(TIMEOUT)
                .build();
        // What was broken a moment ago may say so for a while.
        var answer = Awaitility.await("the history of " + room)
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(RETRY)
                .until(() -> ask(request), asked -> asked.statusCode() != UNAVAILABLE);
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("history of " + room + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> ask(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> briefs(JsonNode page) {
        return page.path("events").valueStream().map(Storage::brief).toList();
    }

    /// An event's id, and what a reply quotes.
    static String brief(JsonNode event) {
        String excerpt = event.path("replyTo").path("excerpt").asString("");
        return event.path("id").asString("") + (excerpt.isEmpty() ? "" : " quotes " + excerpt);
    }

    @Override
    public void close() {
        http.close();
    }
}
