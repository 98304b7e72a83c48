package spate.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.testing.SpateServers;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;

/// The whole service over real servers; one for all tests that extend this.
@SpringBootTest(classes = ApiServiceApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class RunningService {

    /// Fetches of a second with which a room is hot.
    static final int HOT_FROM = 50;

    private static final AtomicInteger NAMES = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    DatabaseClient database;

    @Autowired
    Environment environment;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        TestScope scope = SpateServers.scope();
        scope.settings().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("spate.api.hot.threshold", () -> HOT_FROM);
        registry.add("spate.api.token.key-file", () -> "target/test-token-key.json");
        MoneyCalls.settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    WebTestClient http() {
        return http(port);
    }

    static WebTestClient http(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 * 1024 * 1024))
                .filter((request, next) -> next.exchange(request).flatMap(RunningService::read))
                .build();
    }

    /// Reads every body, so that none leaks where a test looks at the status only.
    private static Mono<ClientResponse> read(ClientResponse answer) {
        return answer.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> answer.mutate()
                        .body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)))
                        .build());
    }

    /// A name that no other test uses.
    static String name(String prefix) {
        return prefix + NAMES.incrementAndGet();
    }

    /// A viewer who has just signed up and in.
    Account account() {
        String handle = name("viewer_");
        http().post()
                .uri("/api/users")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("handle", handle, "displayName", "미나 " + handle, "password", "correct horse"))
                .exchange()
                .expectStatus()
                .isCreated();
        return signIn(handle, "correct horse");
    }

    Account signIn(String handle, String password) {
        var answer = http().post()
                .uri("/api/sessions")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("handle", handle, "password", password))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult();
        JsonNode body = body(answer);
        return new Account(
                body.path("viewer").path("id").asString(),
                handle,
                body.path("accessToken").asString(),
                refreshToken(answer));
    }

    static JsonNode body(EntityExchangeResult<JsonNode> answer) {
        JsonNode body = answer.getResponseBody();
        if (body == null) {
            throw new AssertionError("no body");
        }
        return body;
    }

    static String refreshToken(EntityExchangeResult<?> answer) {
        var cookie = answer.getResponseCookies().getFirst("spate_refresh");
        if (cookie == null) {
            throw new AssertionError("no refresh cookie");
        }
        return cookie.getValue();
    }

    WebTestClient.ResponseSpec get(String path) {
        return http().get().uri(path).exchange();
    }

    WebTestClient.ResponseSpec post(Account account, String path, Object body) {
        return send(HttpMethod.POST, account, path, body);
    }

    WebTestClient.ResponseSpec patch(Account account, String path, Object body) {
        return send(HttpMethod.PATCH, account, path, body);
    }

    WebTestClient.ResponseSpec put(Account account, String path, Object body) {
        return send(HttpMethod.PUT, account, path, body);
    }

    private WebTestClient.ResponseSpec send(HttpMethod method, Account account, String path, Object body) {
        return http().method(method)
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, account.bearer())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    WebTestClient.ResponseSpec delete(Account account, String path) {
        return http().delete()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, account.bearer())
                .exchange();
    }

    /// A new room of the viewer.
    String room(Account owner) {
        String id = name("room-");
        post(owner, "/api/rooms", Map.of("id", id, "title", "방 " + id))
                .expectStatus()
                .isCreated();
        return id;
    }

    record Account(String id, String handle, String accessToken, String refreshToken) {

        String bearer() {
            return "Bearer " + accessToken;
        }
    }
}
