package spate.load.rest;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import spate.load.wire.FrameParser;
import spate.load.wire.JsonCursor;
import spate.load.wire.JsonText;

/// The REST calls a run needs; each blocks its thread. Calls answered 429 or 503, or not at all, are tried
/// again for a minute. Safe for use by several threads.
public final class RestApi implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int PAGES_MAX = 1_000_000;
    private static final Pattern TOTAL = Pattern.compile(":(\\d+)");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String base;

    /// @param base address of the API, with or without `/api` at its end
    public RestApi(String base) {
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.base = trimmed.endsWith("/api") ? trimmed : trimmed + "/api";
    }

    /// Signs up and in this many viewers.
    ///
    /// @param prefix start of their handles
    /// @param concurrency how many at once; each costs the server a password hash or two
    public List<Account> accounts(String prefix, int count, int concurrency) {
        var gate = new Semaphore(concurrency);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<Account>>();
            for (int i = 0; i < count; i++) {
                String handle = prefix + i;
                pending.add(threads.submit(() -> {
                    gate.acquire();
                    try {
                        return signUp(handle);
                    } finally {
                        gate.release();
                    }
                }));
            }
            var accounts = new ArrayList<Account>(count);
            for (var account : pending) {
                accounts.add(account.get());
            }
            return accounts;
        } catch (ExecutionException e) {
            throw new RestFailedException("sign-up failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestFailedException("interrupted", e);
        }
    }

    private Account signUp(String handle) {
        var random = new byte[12];
        new SecureRandom().nextBytes(random);
        String password = "Load-" + HexFormat.of().formatHex(random);
        String body = JsonText.of(Map.of("handle", handle, "displayName", handle, "password", password));
        var reply = call("POST", "/users", "", body);
        // A repeated call after a lost answer meets its own first try.
        if (reply.status() != 201 && reply.status() != 409) {
            throw new RestFailedException("POST /api/users: " + reply.summary() + " " + reply.excerpt());
        }
        return signIn(handle, password);
    }

    /// Signs in again, for a fresh token.
    public Account signIn(Account account) {
        return signIn(account.handle(), account.password());
    }

    private Account signIn(String handle, String password) {
        var reply = call("POST", "/sessions", "", JsonText.of(Map.of("handle", handle, "password", password)));
        String token = reply.status() == 201 ? reply.text("accessToken") : "";
        if (token.isEmpty()) {
            throw new RestFailedException("POST /api/sessions: " + reply.summary());
        }
        return new Account(handle, password, token, reply.number("expiresInSeconds", 900));
    }

    /// Creates a live room; one that is there already is taken as it is.
    public void createRoom(Account owner, String room, String title) {
        var body =
                JsonText.of(Map.of("id", room, "title", title, "description", "", "tags", List.of(), "kind", "live"));
        var reply = call("POST", "/rooms", owner.token(), body);
        if (reply.status() != 201 && reply.status() != 409) {
            throw new RestFailedException("POST /api/rooms: " + reply.summary() + " " + reply.excerpt());
        }
    }

    /// Creates rooms named by a prefix and a number, spread over the accounts.
    ///
    /// @return their ids
    public List<String> createRooms(List<Account> owners, String prefix, int count, int concurrency) {
        var rooms = new ArrayList<String>();
        var gate = new Semaphore(concurrency);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<?>>();
            for (int i = 0; i < count; i++) {
                String room = prefix + i;
                var owner = owners.get(i % owners.size());
                rooms.add(room);
                pending.add(threads.submit(() -> {
                    gate.acquireUninterruptibly();
                    try {
                        createRoom(owner, room, "Load " + room);
                    } finally {
                        gate.release();
                    }
                }));
            }
            for (var created : pending) {
                created.get();
            }
            return rooms;
        } catch (ExecutionException e) {
            throw new RestFailedException("creating rooms failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestFailedException("interrupted", e);
        }
    }

    /// Posts one message, as a bot does.
    public void post(Account author, String room, String text, String key) {
        var reply = call(
                "POST", "/rooms/" + room + "/messages", author.token(), JsonText.of(Map.of("text", text, "key", key)));
        if (reply.status() != 201) {
            throw new RestFailedException("POST /api/rooms/" + room + "/messages: " + reply.summary());
        }
    }

    /// All taps that a room's totals hold, of every reaction.
    public long taps(String room) {
        var reply = call("GET", "/rooms/" + room + "/reactions", "", "");
        if (reply.status() != 200) {
            throw new RestFailedException("GET /api/rooms/" + room + "/reactions: " + reply.summary());
        }
        return TOTAL.matcher(new String(reply.body(), StandardCharsets.UTF_8))
                .results()
                .mapToLong(total -> Long.parseLong(total.group(1)))
                .sum();
    }

    /// Status and code of the answer to a call as it is, with whatever body.
    public String probe(String method, String path, String token, String body) {
        return call(method, path, token, body).summary();
    }

    /// Reads the whole stored history of a room, page by page from the newest.
    ///
    /// @param limit events a page
    /// @return numbers of its messages, oldest first
    public int[] history(String room, int limit, FrameParser parser) {
        var pages = new ArrayList<int[]>();
        String before = "";
        for (int i = 0; i < PAGES_MAX; i++) {
            String query = "?limit=" + limit
                    + (before.isEmpty() ? "" : "&before=" + URLEncoder.encode(before, StandardCharsets.UTF_8));
            var reply = call("GET", "/rooms/" + room + "/messages" + query, "", "");
            if (reply.status() != 200) {
                throw new RestFailedException("GET /api/rooms/" + room + "/messages: " + reply.summary());
            }
            String older = "";
            int[] messages = {};
            int events = 0;
            var cursor = JsonCursor.over(reply.body());
            cursor.enterObject();
            while (cursor.nextField()) {
                switch (cursor.field()) {
                    case "events" -> {
                        int from = cursor.at();
                        messages = parser.messages(reply.body(), cursor);
                        events = cursor.at() - from;
                    }
                    case "before" -> older = cursor.stringOrEmpty();
                    default -> cursor.skip();
                }
            }
            pages.add(messages);
            if (older.isEmpty() || older.equals(before) || events <= 2) {
                break;
            }
            before = older;
        }
        return pages.reversed().stream().flatMapToInt(Arrays::stream).toArray();
    }

    private Reply call(String method, String path, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            long pauseSeconds = 1;
            try {
                var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                long retryAfter =
                        answer.headers().firstValueAsLong("Retry-After").orElse(0);
                var reply = new Reply(answer.statusCode(), answer.body(), retryAfter);
                boolean mayHelp = reply.status() == 429 || reply.status() == 503;
                if (!mayHelp || System.nanoTime() > until) {
                    return reply;
                }
                pauseSeconds = Math.clamp(retryAfter, 1, 10);
            } catch (IOException e) {
                if (System.nanoTime() > until) {
                    throw new RestFailedException(method + " /api" + path + ": no answer (" + e + ")", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RestFailedException("interrupted", e);
            }
            LockSupport.parkNanos(Duration.ofSeconds(pauseSeconds).toNanos());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
