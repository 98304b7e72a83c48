package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import spate.testing.FaultyServers;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;

/// The service while servers that it needs are away.
class OutageIT {

    private static final int POOL = 20;

    private static FaultyServers servers;
    private static TestScope scope;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        servers = FaultyServers.start();
        scope = servers.scope();
        service = new SpringApplicationBuilder(ApiServiceApplication.class)
                .properties(Map.copyOf(scope.settings()))
                .properties(
                        "server.port=0",
                        "spate.api.token.key-file=target/test-token-key.json",
                        "spate.log.timeout=2s",
                        "spate.api.outbox.backoff-max=500ms")
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
        servers.close();
    }

    /// As after a failover: whoever comes next is not given one dead connection after the other.
    @Test
    void connectionsThatDiedInThePoolAreNotGivenOut() throws SQLException {
        ConnectionFactory pool = service.getBean(ConnectionFactory.class);
        assertThat(acquiredAtOnce(pool)).hasSize(POOL);
        try (var session =
                DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword())) {
            for (long id : others(session)) {
                try (var kill = session.createStatement()) {
                    kill.execute("KILL CONNECTION " + id);
                }
            }
            Awaitility.await("killed").until(() -> others(session).isEmpty());
        }
        assertThat(acquiredAtOnce(pool)).hasSize(POOL);
    }

    /// As many connections as the pool has, and given back.
    private static List<Connection> acquiredAtOnce(ConnectionFactory pool) {
        return Flux.range(0, POOL)
                .<Connection>flatMap(_ -> pool.create(), POOL)
                .collectList()
                .delayUntil(all -> Flux.fromIterable(all).flatMap(Connection::close))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static List<Long> others(java.sql.Connection session) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var ask = session.createStatement();
                var rows = ask.executeQuery("SELECT id FROM information_schema.processlist"
                        + " WHERE db = DATABASE() AND id <> CONNECTION_ID()")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    @Test
    void eachOutageIsToldAndHealsByItself() {
        String token = signUpAndIn();
        post(token, "/api/rooms", Map.of("id", "outage", "title", "x"))
                .expectStatus()
                .isCreated();

        servers.mariaDb().kill();
        unavailable(get("/api/rooms"));
        unavailable(post(token, "/api/rooms/outage/messages", Map.of("text", "x")));
        get("/.well-known/jwks.json").expectStatus().isOk();
        get("/actuator/health/readiness").expectStatus().isEqualTo(503);
        servers.mariaDb().start();
        healed(() -> get("/api/rooms/outage").expectStatus().isOk());

        servers.redis().kill();
        get("/api/rooms/outage")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.viewers")
                .isEqualTo(0);
        get("/api/rooms")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.rooms[0].id")
                .isEqualTo("outage");
        servers.redis().start();

        servers.kafka().kill();
        unavailable(post(token, "/api/rooms/outage/messages", Map.of("text", "x")));
        http().patch()
                .uri("/api/rooms/outage")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("open", false))
                .exchange()
                .expectStatus()
                .isOk();
        servers.kafka().start();
        healed(() -> assertThat(outboxDepth()).isZero());
    }

    private static long outboxDepth() {
        String depth = service.getBean(org.springframework.r2dbc.core.DatabaseClient.class)
                .sql("SELECT COUNT(*) AS waiting FROM outbox")
                .map(row -> String.valueOf(row.get("waiting")))
                .one()
                .block(Duration.ofSeconds(5));
        return depth == null ? -1 : Long.parseLong(depth);
    }

    private static void healed(org.awaitility.core.ThrowingRunnable check) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(check);
    }

    private static void unavailable(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "2")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unavailable");
    }

    private static String signUpAndIn() {
        Map<String, String> account = Map.of("handle", "outage", "displayName", "Outage", "password", "correct horse");
        post("", "/api/users", account).expectStatus().isCreated();
        JsonNode granted = RunningService.body(post("", "/api/sessions", account)
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult());
        return granted.path("accessToken").asString();
    }

    private static WebTestClient.ResponseSpec get(String path) {
        return http().get().uri(path).exchange();
    }

    private static WebTestClient.ResponseSpec post(String token, String path, Object body) {
        var request = http().post().uri(path).contentType(MediaType.APPLICATION_JSON);
        if (!token.isEmpty()) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        return request.bodyValue(body).exchange();
    }

    private static WebTestClient http() {
        return RunningService.http(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
