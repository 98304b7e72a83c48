package spate.faults.search;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import spate.load.rest.Account;
import tools.jackson.databind.json.JsonMapper;

/// The owner of the rooms, who moderates them over REST. A decision that is not answered may have been made
/// or not: the log tells. Used by one thread.
final class Moderator implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int NO_ANSWER = 0;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final int apiPort;
    private final Account owner;
    private final Heard heard;
    private final List<String> viewers;
    private final Set<Seat> restricted = new LinkedHashSet<>();
    private final Set<Seat> keptOut = new LinkedHashSet<>();

    private record Seat(String room, String viewer) {}

    /// @param accounts of the viewers, the owner's first
    Moderator(int apiPort, List<Account> accounts, Heard heard) {
        this.apiPort = apiPort;
        this.owner = accounts.getFirst();
        this.heard = heard;
        this.viewers = accounts.stream().map(this::viewerId).toList();
    }

    private String viewerId(Account account) {
        try {
            var answer = http.send(request("/api/me", account).GET().build(), HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body()).path("id").asString("");
        } catch (IOException e) {
            throw new IllegalStateException("the API does not tell who " + account + " is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void decide(Step.Decision decision, String room) {
        switch (decision) {
            case Step.Ban ban -> ban(room, viewers.get(ban.viewer()), ban.stays());
            case Step.TimeOut timeOut -> timeOut(room, viewers.get(timeOut.viewer()));
            case Step.Lift lift -> lift(room, viewers.get(lift.viewer()));
            case Step.Clear clear ->
                call("DELETE", "/api/rooms/" + room + "/viewers/" + viewers.get(clear.viewer()) + "/messages", "");
            case Step.Remove remove -> {
                String event = one(room, remove.which());
                call(event, "DELETE", "/api/rooms/" + room + "/messages/" + event, "");
            }
            case Step.Pin pin -> {
                String event = one(room, pin.which());
                call(event, "PUT", "/api/rooms/" + room + "/pin", "{\"event\":\"" + event + "\"}");
            }
        }
    }

    private void ban(String room, String viewer, boolean stays) {
        (stays ? keptOut : restricted).add(new Seat(room, viewer));
        restrict(room, viewer, "{\"kind\":\"ban\"}");
    }

    private void timeOut(String room, String viewer) {
        restricted.add(new Seat(room, viewer));
        restrict(room, viewer, "{\"kind\":\"timeout\",\"seconds\":10}");
    }

    private int restrict(String room, String viewer, String body) {
        return call("PUT", "/api/rooms/" + room + "/restrictions/" + viewer, body);
    }

    private int lift(String room, String viewer) {
        return call("DELETE", "/api/rooms/" + room + "/restrictions/" + viewer, "");
    }

    private String one(String room, int which) {
        List<String> known = heard.acknowledged(room);
        return known.isEmpty() ? "" : known.get(which % known.size());
    }

    /// Lifts every restriction, apart from the bans that stay, until the API says that it is done.
    ///
    /// @return what is wrong, or empty
    String settle(long deadlineNanos) {
        restricted.removeAll(keptOut);
        while (System.nanoTime() < deadlineNanos) {
            keptOut.removeIf(seat -> restrict(seat.room(), seat.viewer(), "{\"kind\":\"ban\"}") == 200);
            restricted.removeIf(seat -> lift(seat.room(), seat.viewer()) == 204);
            if (keptOut.isEmpty() && restricted.isEmpty()) {
                return "";
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return "the moderator cannot restrict " + keptOut + " nor let in " + restricted;
    }

    private void call(String event, String method, String path, String body) {
        if (!event.isEmpty()) {
            call(method, path, body);
        }
    }

    private int call(String method, String path, String body) {
        var request = request(path, owner)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private HttpRequest.Builder request(String path, Account account) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + account.token())
                .header("Content-Type", "application/json");
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
