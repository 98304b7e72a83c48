package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemsIT extends RunningService {

    @Test
    void whatIsNotThereIsAProblem() {
        problem(get("/api/nothing"), 404, "not_found");
        problem(get("/api"), 404, "not_found");
    }

    @Test
    void aMethodThatIsNotServedNamesThoseThatAre() {
        problem(http().put().uri("/api/me").exchange(), 405, "method_not_allowed");
        http().put()
                .uri("/api/me")
                .exchange()
                .expectHeader()
                .value(HttpHeaders.ALLOW, allowed -> assertThat(allowed).contains("GET", "PATCH"));
    }

    @Test
    void bodiesThatCannotBeReadAreProblems() {
        problem(signUp(MediaType.TEXT_PLAIN, "hello"), 415, "unsupported_media_type");
        problem(signUp(MediaType.APPLICATION_JSON, "{\"handle\":"), 400, "bad_frame");
        problem(signUp(MediaType.APPLICATION_JSON, "[1]"), 400, "bad_frame");
        problem(signUp(MediaType.APPLICATION_JSON, "{\"handle\":{\"a\":1}}"), 400, "bad_frame");
        problem(signUp(MediaType.APPLICATION_JSON, "[".repeat(30_000)), 400, "bad_frame");
        problem(
                http().post()
                        .uri("/api/users")
                        .contentType(MediaType.APPLICATION_JSON)
                        .exchange(),
                400,
                "bad_frame");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedHoweverItComes() {
        String large = "{\"handle\":\"" + "x".repeat(70_000) + "\"}";
        problem(signUp(MediaType.APPLICATION_JSON, large), 413, "too_large");
        byte[] part = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        var chunks = Flux.range(0, 10).<DataBuffer>map(_ -> DefaultDataBufferFactory.sharedInstance.wrap(part));
        problem(
                http().post()
                        .uri("/api/users")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(BodyInserters.fromDataBuffers(chunks))
                        .exchange(),
                413,
                "too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/me",
        "PATCH, /api/me",
        "POST, /api/rooms",
        "PATCH, /api/rooms/any-room",
        "DELETE, /api/rooms/any-room",
        "POST, /api/rooms/any-room/messages",
    })
    void whatNeedsASignInSaysSo(String method, String path) {
        problem(send(method, path, null), 401, "sign_in_required");
        problem(send(method, path, "Bearer nonsense"), 401, "token_invalid");
        problem(send(method, path, "Basic YTpi"), 401, "token_invalid");
        // A token of the right form that another key has signed.
        problem(send(method, path, "Bearer " + ForeignToken.VALUE), 401, "token_invalid");
    }

    @ParameterizedTest
    @CsvSource({"/api/rooms", "/.well-known/jwks.json", "/api/openapi.json"})
    void guestsMayRead(String path) {
        get(path).expectStatus().isOk();
    }

    @Test
    void theOpenApiNamesEveryCall() {
        get("/api/openapi.json")
                .expectBody()
                .jsonPath("$.openapi")
                .isNotEmpty()
                .jsonPath("$.paths['/api/users'].post")
                .exists()
                .jsonPath("$.paths['/api/sessions'].delete")
                .exists()
                .jsonPath("$.paths['/api/rooms/{room}/messages'].get.parameters[?(@.name=='before')]")
                .exists()
                .jsonPath("$.paths['/api/me'].get.parameters")
                .doesNotExist()
                .jsonPath("$.paths['/api/me'].get.security[0].bearer")
                .exists()
                .jsonPath("$.paths['/api/users'].post.security")
                .doesNotExist();
    }

    /// Bodies and answers are shown as what they look like, or declared with an example of their own.
    @Test
    void theOpenApiHasAnExampleOfEveryBodyAndAnswer() {
        JsonNode document = JsonMapper.shared()
                .readTree(get("/api/openapi.json")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
        List<String> bare = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(call -> {
                    String name = call.getKey() + " " + path.getKey();
                    JsonNode operation = call.getValue();
                    bareContents(operation.path("requestBody")).forEach(media -> bare.add(name + " takes " + media));
                    operation.path("responses").properties().stream()
                            .filter(response -> response.getKey().startsWith("2"))
                            .flatMap(response -> bareContents(response.getValue()).stream())
                            .forEach(media -> bare.add(name + " answers " + media));
                }));
        assertThat(bare).isEmpty();
    }

    private static List<String> bareContents(JsonNode holder) {
        return holder.path("content").properties().stream()
                .filter(media ->
                        !media.getValue().has("example") && !media.getValue().has("examples"))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void thePageToTryItIsServedBelowApi() {
        String location = get("/api/docs")
                .expectStatus()
                .is3xxRedirection()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);
        assertThat(location).startsWith("/api/");
        get(String.valueOf(location))
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("swagger-ui"));
    }

    @Test
    void readinessCountsTheDatabase() {
        get("/actuator/health/readiness").expectStatus().isOk();
        get("/actuator/prometheus")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics).contains("spate_outbox_depth", "spate_outbox_lag_seconds"));
    }

    private WebTestClient.ResponseSpec signUp(MediaType type, String body) {
        return http().post().uri("/api/users").contentType(type).bodyValue(body).exchange();
    }

    private WebTestClient.ResponseSpec send(
            String method, String path, @org.jspecify.annotations.Nullable String authorization) {
        var request = http().method(HttpMethod.valueOf(method)).uri(path);
        if (authorization != null) {
            request.header(HttpHeaders.AUTHORIZATION, authorization);
        }
        return method.equals("GET") || method.equals("DELETE")
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of())
                        .exchange();
    }

    private static void problem(WebTestClient.ResponseSpec answer, int status, String code) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("about:blank")
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    /// A token of a key that this service never had.
    private static final class ForeignToken {
        static final String VALUE = spate.api.token.TestTokens.ofAnotherKey();
    }
}
