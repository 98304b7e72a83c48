package spate.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import spate.embedded.Port;
import spate.rooms.room.Rooms;
import spate.testing.ChatClient;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The three services in one context on a port of its own, over servers that several of them share.
final class Replica implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ConfigurableApplicationContext context;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// @param data where the key of the tokens is, which replicas share
    /// @param others further settings, `--name=value`
    static Replica start(TestScope scope, Path data, String... others) {
        List<String> arguments = new ArrayList<>();
        scope.settings().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        int port = Port.anyFree();
        arguments.add("--spring.config.name=spate-standalone");
        arguments.add("--server.port=" + port);
        arguments.add("--SPATE_JWKS_URL=http://127.0.0.1:" + port + "/.well-known/jwks.json");
        arguments.add("--SPATE_DATA=" + data);
        arguments.add("--spate.log.partitions=4");
        arguments.add("--spate.stream.hot-words.enabled=false");
        arguments.add("--spate.chat.session.drain=1s");
        arguments.add("--spate.chat.session.posts-per-second=1000");
        arguments.add("--spate.chat.session.posts-burst=10000");
        arguments.add("--spate.chat.session.frames-per-second=10000");
        arguments.add("--spate.chat.session.frames-burst=100000");
        arguments.add("--spate.api.posting.per-second=1000");
        arguments.add("--spate.api.posting.burst=10000");
        arguments.add("--spate.api.privacy.erase=500ms");
        arguments.add("--spate.api.privacy.retain=2s");
        arguments.add("--spring.main.banner-mode=off");
        arguments.addAll(List.of(others));
        var replica = new Replica(new SpringApplicationBuilder(StandaloneApplication.class)
                .initializers(Replica::useOwnEventLoops)
                .run(arguments.toArray(String[]::new)));
        Awaitility.await("the tail is live")
                .atMost(Duration.ofSeconds(60))
                .until(() -> replica.context.getBean(Rooms.class).isReady());
        return replica;
    }

    /// A context that closes ends the event loops that are shared by the whole JVM, those of other replicas too.
    private static void useOwnEventLoops(ConfigurableApplicationContext context) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String origin() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    URI sse(String path) {
        return URI.create(origin() + path);
    }

    /// A session of a viewer, or of a guest.
    ChatClient session(@Nullable Person viewer) {
        ChatClient session = ChatClient.connect(URI.create(origin().replace("http", "ws") + "/ws"));
        if (viewer != null) {
            session.ask(Map.of("type", "hello", "token", viewer.token()));
        }
        return session;
    }

    /// A viewer who has just signed up and in.
    Person person(String name) {
        String handle = name + "_" + NAMES.incrementAndGet();
        call(null, "POST", "/api/users", Map.of("handle", handle, "displayName", name, "password", "correct horse"));
        return signIn(handle);
    }

    /// Another sign-in of a viewer.
    Person signIn(String handle) {
        JsonNode signedIn = call(null, "POST", "/api/sessions", Map.of("handle", handle, "password", "correct horse"))
                .body();
        return new Person(
                signedIn.path("viewer").path("id").asString(),
                handle,
                signedIn.path("accessToken").asString());
    }

    /// A new room.
    String room(Person owner) {
        String id = "room-" + NAMES.incrementAndGet();
        Answer made = call(owner, "POST", "/api/rooms", Map.of("id", id, "title", "Room " + id));
        if (made.status() != 201) {
            throw new AssertionError("no room: " + made);
        }
        return id;
    }

    Answer call(@Nullable Person as, String method, String path, @Nullable Object body) {
        return call(as, method, path, body, null);
    }

    /// @param key the `Idempotency-Key`, if there is one
    Answer call(@Nullable Person as, String method, String path, @Nullable Object body, @Nullable String key) {
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        var request = HttpRequest.newBuilder(URI.create(origin() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, publisher)
                .header("Content-Type", "application/json");
        if (as != null) {
            request.header("Authorization", "Bearer " + as.token());
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            String text = text(answer);
            return new Answer(answer.statusCode(), text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text));
        } catch (IOException e) {
            throw new AssertionError(
                    method + " " + path + " of " + (as == null ? "a guest" : as.handle()) + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// What REST answers line by line.
    List<JsonNode> lines(Person as, String path) {
        var request = HttpRequest.newBuilder(URI.create(origin() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + as.token())
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().lines().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new AssertionError(path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// The body; nothing where it is not one JSON document, which may have no end.
    private static String text(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            boolean isJson = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("application/json") || type.startsWith("application/problem+json"))
                    .isPresent();
            return isJson ? new String(body.readAllBytes(), StandardCharsets.UTF_8) : "";
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /// Somebody with an account.
    record Person(String id, String handle, String token) {}

    /// What REST answered.
    record Answer(int status, JsonNode body) {

        String code() {
            return body.path("code").asString("");
        }
    }
}
