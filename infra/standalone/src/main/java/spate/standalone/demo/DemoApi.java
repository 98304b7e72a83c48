package spate.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The few REST calls of the demo. Blocking: called by the demo's own threads only.
final class DemoApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;

    private final HttpClient http;
    private final URI origin;
    private final Duration timeout;

    DemoApi(HttpClient http, URI origin, Duration timeout) {
        this.http = http;
        this.origin = origin;
        this.timeout = timeout;
    }

    /// An access token of the account, which is signed up unless it exists.
    String signIn(DemoAccount account) throws DemoFailedException {
        var credentials = Map.of("handle", account.handle(), "password", account.password());
        HttpResponse<String> answer = post("/api/sessions", credentials, "");
        if (answer.statusCode() == UNAUTHORIZED) {
            var signUp = Map.of(
                    "handle", account.handle(),
                    "displayName", account.displayName(),
                    "password", account.password());
            require(post("/api/users", signUp, ""), CREATED);
            answer = post("/api/sessions", credentials, "");
        }
        require(answer, CREATED);
        return token(answer.body());
    }

    void createRoomUnlessThere(String room, String title, DemoAccount owner) throws DemoFailedException {
        var request =
                HttpRequest.newBuilder(origin.resolve("/api/rooms/" + room)).GET();
        if (send(request).statusCode() == OK) {
            return;
        }
        Map<String, Object> wanted = Map.of(
                "id",
                room,
                "title",
                title,
                "description",
                "A room to try things in.",
                "tags",
                List.of("demo"),
                "kind",
                "live");
        HttpResponse<String> answer = post("/api/rooms", wanted, signIn(owner));
        if (answer.statusCode() != CONFLICT) {
            require(answer, CREATED);
        }
    }

    private HttpResponse<String> post(String path, Map<String, ?> body, String token) throws DemoFailedException {
        var request = HttpRequest.newBuilder(origin.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws DemoFailedException {
        try {
            return http.send(request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoFailedException("no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        }
    }

    private static void require(HttpResponse<String> answer, int status) throws DemoFailedException {
        if (answer.statusCode() != status) {
            throw new DemoFailedException("%s answered %d: %s"
                    .formatted(answer.request().uri().getPath(), answer.statusCode(), answer.body()));
        }
    }

    private static String token(String body) throws DemoFailedException {
        try {
            return JSON.readTree(body).path("accessToken").asString();
        } catch (JacksonException e) {
            throw new DemoFailedException("the answer to signing in is no JSON", e);
        }
    }
}
