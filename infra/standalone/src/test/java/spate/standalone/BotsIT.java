package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spate.standalone.Replica.Answer;
import spate.standalone.Replica.Person;
import spate.testing.ChatClient;
import spate.testing.SpateServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bots in rooms, and what webhooks are sent.
class BotsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    private static @Nullable Replica replica;

    @BeforeAll
    static void start() {
        replica = Replica.start(
                SpateServers.scope(),
                data,
                "--spate.api.webhooks.loopback=true",
                "--spate.api.webhooks.every=100ms",
                "--spate.api.webhooks.timeout=2s",
                "--spate.api.webhooks.lease=6s",
                "--spate.api.webhooks.attempts-max=2",
                "--spate.api.webhooks.backoff-min=50ms",
                "--spate.api.webhooks.failures-max=2");
    }

    @AfterAll
    static void stop() {
        replica().close();
    }

    @Test
    void aBotWritesWithItsBadgeOverBothWaysAndOnlyInItsRoom() {
        Person owner = replica().person("owner");
        String room = replica().room(owner);
        String other = replica().room(owner);
        JsonNode made = make(owner, room, "post", "moderate");
        Person bot = begin(made);
        try (ChatClient session = replica().session(bot);
                ChatClient guest = replica().session(null)) {
            JsonNode welcomed = session.await("welcome").path("viewer");
            assertThat(welcomed.path("badges").toString()).isEqualTo("[\"bot\"]");
            guest.ask(Map.of("type", "join", "room", room));
            assertThat(session.ask(Map.of("type", "join", "room", room))
                            .path("role")
                            .asString())
                    .isEqualTo("moderator");
            session.ask(Map.of("type", "post", "room", room, "text", "over the socket"));
            Answer posted =
                    replica().call(bot, "POST", "/api/rooms/" + room + "/messages", Map.of("text", "over REST"));
            assertThat(posted.status()).isEqualTo(201);
            for (String text : List.of("over the socket", "over REST")) {
                JsonNode by = message(guest, room, text).path("by");
                assertThat(by.path("badges").toString()).isEqualTo("[\"bot\",\"moderator\"]");
                assertThat(by.path("name").asString()).isEqualTo("Timer");
                assertThat(by.path("id").asString()).isEqualTo(bot.id());
            }

            JsonNode refused = session.ask(Map.of("type", "join", "room", other));
            assertThat(refused.path("code").asString()).isEqualTo("forbidden");
            assertRefused(bot, "GET", "/api/rooms/" + other + "/messages", null);
            assertRefused(bot, "POST", "/api/rooms/" + other + "/messages", Map.of("text", "x"));
            assertRefused(bot, "GET", "/api/me", null);
            assertRefused(bot, "POST", "/api/rooms", Map.of("id", "bots-own", "title", "x"));
            assertRefused(bot, "PUT", "/api/rooms/" + room + "/like", null);
        }
        Answer audit = replica().call(owner, "GET", "/api/rooms/" + room + "/audit", null);
        assertThat(audit.body().toString()).contains("Timer: post, moderate");
    }

    @Test
    void whatABotModeratesStandsInTheAuditListUnderItsName() {
        Person owner = replica().person("owner");
        Person mina = replica().person("mina");
        String room = replica().room(owner);
        Person bot = begin(make(owner, room, "moderate"));
        String path = "/api/rooms/" + room;
        Answer timeout = replica()
                .call(bot, "PUT", path + "/restrictions/" + mina.id(), Map.of("kind", "timeout", "seconds", 60));
        assertThat(timeout.status()).isEqualTo(200);
        assertRefused(bot, "PUT", path + "/restrictions/" + owner.id(), Map.of("kind", "ban"));
        JsonNode entry = replica()
                .call(bot, "GET", path + "/audit", null)
                .body()
                .path("entries")
                .path(0);
        assertThat(entry.path("by").path("name").asString()).isEqualTo("Timer");
        assertThat(entry.path("action").asString()).isEqualTo("timeout");
    }

    @Test
    void anotherTokenAndTheEndOfABotCutItsSessionsWithinSeconds() {
        Person owner = replica().person("owner");
        String room = replica().room(owner);
        JsonNode made = make(owner, room, "read");
        String path = "/api/rooms/" + room + "/bots/" + made.path("id").asString();
        assertThat(replica()
                        .call(owner, "GET", "/api/rooms/" + room + "/bots", null)
                        .body()
                        .path("bots")
                        .toString())
                .contains(made.path("id").asString())
                .doesNotContain("token");

        Person bot = begin(made);
        JsonNode rotated;
        try (ChatClient session = replica().session(bot)) {
            session.ask(Map.of("type", "join", "room", room));
            rotated = replica().call(owner, "POST", path + "/token", null).body();
            assertThat(session.awaitClosed(Duration.ofSeconds(5)).code()).isEqualTo(4501);
        }
        assertThat(replica().call(bot, "GET", "/api/rooms/" + room, null).code())
                .isEqualTo("token_invalid");
        assertThat(exchange(made).code()).isEqualTo("token_invalid");

        Person again = begin(rotated);
        try (ChatClient session = replica().session(again)) {
            session.ask(Map.of("type", "join", "room", room));
            assertThat(replica().call(owner, "DELETE", path, null).status()).isEqualTo(204);
            assertThat(session.awaitClosed(Duration.ofSeconds(5)).code()).isEqualTo(4501);
        }
        assertThat(exchange(rotated).code()).isEqualTo("token_invalid");
        assertThat(replica().call(owner, "DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void eventsAreSentOnceEachInTheOrderOfTheRoomAndSigned() throws IOException {
        Person owner = replica().person("owner");
        String room = replica().room(owner);
        try (Receiver receiver = new Receiver()) {
            receiver.answers.add(500); // the first attempt fails
            JsonNode webhook = webhook(owner, room, receiver, "message");
            for (int n = 0; n < 120; n++) {
                replica().call(owner, "POST", "/api/rooms/" + room + "/messages", Map.of("text", "line " + n));
            }
            replica().call(owner, "POST", "/api/rooms/" + room + "/notices", Map.of("text", "not asked for"));
            Awaitility.await("all lines")
                    .atMost(SOON)
                    .until(() -> receiver.texts().size() >= 120);

            assertThat(receiver.texts()).containsExactlyElementsOf(lines(120));
            Received first = receiver.received.get(0);
            Received second = receiver.received.get(1);
            assertThat(second.delivery()).isEqualTo(first.delivery());
            assertThat(second.body()).isEqualTo(first.body());
            for (Received each : receiver.received) {
                assertThat(each.signature())
                        .isEqualTo(signed(webhook.path("secret").asString(), each));
            }
            Awaitility.await("all noted")
                    .atMost(SOON)
                    .until(() -> deliveries(owner, room, webhook)
                            .valueStream()
                            .allMatch(each -> each.path("state").asString().equals("delivered")));
            JsonNode log = deliveries(owner, room, webhook);
            assertThat(log.path(log.size() - 1).path("attempts").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aWebhookThatFailsIsDisabledAndGoesOnWhereItStoodOnceItIsActiveAgain() throws IOException {
        Person owner = replica().person("owner");
        String room = replica().room(owner);
        try (Receiver receiver = new Receiver()) {
            receiver.answers.addAll(List.of(500, 500, 302, 302)); // two attempts of two deliveries
            JsonNode webhook = webhook(owner, room, receiver, "notice");
            String path =
                    "/api/rooms/" + room + "/webhooks/" + webhook.path("id").asString();
            say(owner, room, "one");
            Awaitility.await("a failure")
                    .atMost(SOON)
                    .until(() -> !deliveries(owner, room, webhook)
                            .valueStream()
                            .filter(each -> each.path("state").asString().equals("failed"))
                            .toList()
                            .isEmpty());
            say(owner, room, "two");
            Awaitility.await("disabled")
                    .atMost(SOON)
                    .until(() -> state(owner, room).equals("disabled"));
            say(owner, room, "three");
            String failed = deliveries(owner, room, webhook).path(1).path("id").asString();
            assertThat(replica()
                            .call(owner, "POST", path + "/deliveries/" + failed + "/retry", null)
                            .code())
                    .isEqualTo("webhook_inactive");
            assertThat(receiver.texts()).isEmpty();

            Answer active = replica().call(owner, "PATCH", path, Map.of("state", "active"));
            assertThat(active.body().path("failures").asInt()).isZero();
            Awaitility.await("what came meanwhile")
                    .atMost(SOON)
                    .until(() -> receiver.texts().equals(List.of("three")));
            assertThat(replica()
                            .call(owner, "POST", path + "/deliveries/" + failed + "/retry", null)
                            .status())
                    .isEqualTo(202);
            Awaitility.await("what failed")
                    .atMost(SOON)
                    .until(() -> receiver.texts().equals(List.of("three", "one")));

            assertThat(replica().call(owner, "DELETE", path, null).status()).isEqualTo(204);
            assertThat(replica().call(owner, "GET", path + "/deliveries", null).code())
                    .isEqualTo("webhook_unknown");
        }
    }

    @Test
    void removedTextIsNotSentAndAddressesInsideAreNotTaken() throws IOException {
        Person owner = replica().person("owner");
        String room = replica().room(owner);
        try (Receiver receiver = new Receiver()) {
            JsonNode webhook = webhook(owner, room, receiver, "message", "removed");
            String path =
                    "/api/rooms/" + room + "/webhooks/" + webhook.path("id").asString();
            replica().call(owner, "PATCH", path, Map.of("state", "paused"));
            String secret = replica()
                    .call(owner, "POST", "/api/rooms/" + room + "/messages", Map.of("text", "my secret"))
                    .body()
                    .path("event")
                    .asString();
            replica().call(owner, "POST", "/api/rooms/" + room + "/messages", Map.of("text", "all else"));
            Awaitility.await("stored")
                    .atMost(SOON)
                    .until(() -> replica()
                            .call(null, "GET", "/api/rooms/" + room + "/messages", null)
                            .body()
                            .toString()
                            .contains("all else"));
            replica().call(owner, "DELETE", "/api/rooms/" + room + "/messages/" + secret, null);
            replica().call(owner, "PATCH", path, Map.of("state", "active"));
            Awaitility.await("the removal")
                    .atMost(SOON)
                    .until(() -> receiver.bodies().contains("\"removed\""));
            assertThat(receiver.bodies()).contains("all else").doesNotContain("my secret");
        }
        for (String url : List.of("https://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "nonsense")) {
            Answer answer = replica()
                    .call(
                            owner,
                            "POST",
                            "/api/rooms/" + room + "/webhooks",
                            Map.of("url", url, "events", List.of("message")));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body().path("field").asString()).isEqualTo("url");
        }
    }

    private static Replica replica() {
        if (replica == null) {
            throw new IllegalStateException("not started");
        }
        return replica;
    }

    private static JsonNode make(Person owner, String room, String... scopes) {
        Answer made = replica()
                .call(
                        owner,
                        "POST",
                        "/api/rooms/" + room + "/bots",
                        Map.of("name", "Timer", "scopes", List.of(scopes)));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.body();
    }

    private static Answer exchange(JsonNode bot) {
        return replica()
                .call(
                        null,
                        "POST",
                        "/api/bots/sessions",
                        Map.of("token", bot.path("token").asString()));
    }

    private static Person begin(JsonNode bot) {
        Answer begun = exchange(bot);
        assertThat(begun.status()).as("%s", begun).isEqualTo(201);
        return new Person(
                bot.path("id").asString(), "", begun.body().path("accessToken").asString());
    }

    private static void assertRefused(Person bot, String method, String path, @Nullable Object body) {
        Answer answer = replica().call(bot, method, path, body);
        assertThat(answer.code()).as("%s %s: %s", method, path, answer).isEqualTo("forbidden");
    }

    private static JsonNode message(ChatClient session, String room, String text) {
        Awaitility.await(text)
                .atMost(SOON)
                .until(() -> session.events(room).stream()
                        .anyMatch(event -> event.path("text").asString("").equals(text)));
        return session.events(room).stream()
                .filter(event -> event.path("text").asString("").equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static void say(Person owner, String room, String text) {
        Answer said = replica().call(owner, "POST", "/api/rooms/" + room + "/notices", Map.of("text", text));
        assertThat(said.status()).isEqualTo(201);
    }

    private static JsonNode webhook(Person owner, String room, Receiver receiver, String... types) {
        Answer made = replica()
                .call(
                        owner,
                        "POST",
                        "/api/rooms/" + room + "/webhooks",
                        Map.of("url", receiver.url(), "events", List.of(types)));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.body();
    }

    private static JsonNode deliveries(Person owner, String room, JsonNode webhook) {
        String path = "/api/rooms/" + room + "/webhooks/" + webhook.path("id").asString() + "/deliveries";
        return replica().call(owner, "GET", path, null).body().path("deliveries");
    }

    private static String state(Person owner, String room) {
        return replica()
                .call(owner, "GET", "/api/rooms/" + room + "/webhooks", null)
                .body()
                .path("webhooks")
                .path(0)
                .path("state")
                .asString();
    }

    private static List<String> lines(int count) {
        var lines = new ArrayList<String>();
        for (int n = 0; n < count; n++) {
            lines.add("line " + n);
        }
        return lines;
    }

    /// As the protocol tells receivers to check it.
    private static String signed(String secret, Received received) {
        String seconds = received.signature().substring(2, received.signature().indexOf(','));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal((seconds + "." + received.body()).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private record Received(String delivery, String signature, String body, int answer) {}

    /// Takes deliveries on the loopback.
    private static final class Receiver implements AutoCloseable {

        final List<Received> received = new CopyOnWriteArrayList<>();
        /// What is answered to the first requests; 204 to all others.
        final List<Integer> answers = new CopyOnWriteArrayList<>();

        private final AtomicInteger requests = new AtomicInteger();
        private final HttpServer server;

        Receiver() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::take);
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            int n = requests.getAndIncrement();
            int answer = n < answers.size() ? answers.get(n) : 204;
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            received.add(new Received(
                    headers.getFirst("Spate-Delivery"), headers.getFirst("Spate-Signature"), body, answer));
            exchange.getResponseHeaders().add("Location", url() + "elsewhere");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        String bodies() {
            return received.toString();
        }

        /// The texts of what was taken, in order.
        List<String> texts() {
            var texts = new ArrayList<String>();
            for (Received each : received) {
                if (each.answer() == 204) {
                    JsonMapper.shared()
                            .readTree(each.body())
                            .path("events")
                            .forEach(event -> texts.add(event.path("text").asString()));
                }
            }
            return texts;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
