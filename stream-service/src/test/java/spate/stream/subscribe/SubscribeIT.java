package spate.stream.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.Author;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;
import spate.rooms.log.EventLog;
import spate.rooms.log.LogEntry;
import spate.rooms.room.Rooms;
import spate.stream.StreamServiceApplication;
import spate.testing.NothingLost;
import spate.testing.SpateServers;
import spate.testing.SseReader;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Readers of server-sent events, over real servers.
@ExtendWith(NothingLost.class)
class SubscribeIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger ROOMS = new AtomicInteger();
    private static final Author MINA = new Author("mina", "Mina", "viewer", "#123456", List.of());

    private static @Nullable ConfigurableApplicationContext context;
    private static @Nullable TestScope scope;

    @BeforeAll
    static void start() {
        scope = SpateServers.scope();
        context = startReplica("--spate.stream.subscribe.comment=1s");
    }

    @AfterAll
    static void end() {
        context().close();
    }

    @Test
    void joinedThenHistoryThenWhatHappens() {
        String room = room(RoomSettings.DEFAULTS);
        String first = append(room, "one");
        String second = append(room, "two");
        // The newest of the log may not have been read here yet.
        try (SseReader earlier = open(room, "", Map.of())) {
            awaitId(earlier, second);
        }
        try (SseReader reader = open(room, "?history=1", Map.of())) {
            assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
            assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
            reader.await("message");
            String third = append(room, "three");
            awaitId(reader, third);
            assertThat(types(reader)).startsWith("joined", "message", "message");
            JsonNode joined = reader.events().getFirst().data();
            assertThat(joined.path("recovered").asBoolean()).isFalse();
            assertThat(joined.has("history")).isFalse();
            assertThat(messages(reader)).containsExactly(second, third).doesNotContain(first);
            assertThat(reader.events().get(1).id())
                    .isEqualTo(joined.path("position").asString(""));
            assertThat(reader.retries()).hasSize(1).allMatch(millis -> millis >= 1_000 && millis < 4_000);
        }
    }

    @Test
    void theBytesAreThoseOfTheLog() {
        String room = room(RoomSettings.DEFAULTS);
        try (SseReader reader = open(room, "", Map.of())) {
            reader.await("joined");
            String id = append(room, "안녕 😂 \\\" \u2028 end");
            SseReader.Event event = awaitId(reader, id);
            assertThat(event.data().path("text").asString("")).isEqualTo("안녕 😂 \\\" \u2028 end");
            assertThat(event.type()).isEqualTo("message");
        }
    }

    @Test
    void aReaderThatComesBackGoesOnWhereItWas() {
        String room = room(RoomSettings.DEFAULTS);
        var sent = new ArrayList<String>();
        String seen;
        try (SseReader reader = open(room, "", Map.of())) {
            reader.await("joined");
            sent.add(append(room, "m0"));
            seen = awaitId(reader, sent.getFirst()).id();
        }
        for (int n = 1; n < 8; n++) {
            sent.add(append(room, "m" + n));
        }
        // The header is newer than the parameter of the first address.
        for (Map<String, String> headers : List.of(Map.of("Last-Event-ID", seen), Map.<String, String>of())) {
            String query = headers.isEmpty() ? "?after=" + seen : "?after=nonsense";
            try (SseReader back = open(room, query, headers)) {
                awaitId(back, sent.getLast());
                assertThat(back.events().getFirst().data().path("recovered").asBoolean())
                        .isTrue();
                assertThat(messages(back)).containsExactlyElementsOf(sent.subList(1, sent.size()));
            }
        }
        try (SseReader lost = open(room, "?history=2", Map.of("Last-Event-ID", "otherlog.5"))) {
            awaitId(lost, sent.getLast());
            assertThat(lost.events().getFirst().data().path("recovered").asBoolean())
                    .isFalse();
            assertThat(messages(lost)).containsExactlyElementsOf(sent.subList(6, 8));
        }
    }

    @Test
    void anEmptyRoomGivesAPositionToComeBackWith() {
        String room = room(RoomSettings.DEFAULTS);
        String position;
        try (SseReader reader = open(room, "", Map.of())) {
            position = reader.await("joined").id();
            assertThat(position).isNotEmpty();
        }
        String id = append(room, "meanwhile");
        try (SseReader back = open(room, "", Map.of("Last-Event-ID", position))) {
            awaitId(back, id);
            assertThat(back.events().getFirst().data().path("recovered").asBoolean())
                    .isTrue();
            assertThat(messages(back)).containsExactly(id);
        }
    }

    @Test
    void aSilentRoomSendsComments() {
        try (SseReader reader = open(room(RoomSettings.DEFAULTS), "", Map.of())) {
            Awaitility.await("a comment")
                    .atMost(SOON)
                    .until(() -> !reader.comments().isEmpty());
        }
    }

    @Test
    void whatCannotBeReadIsAnsweredAsSuch() throws Exception {
        HttpResponse<String> unknown = get("no-such-room", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(unknown.body()).contains("\"code\":\"room_unknown\"");
        assertThat(get("NO", "").statusCode()).isEqualTo(404);
        assertThat(get(room(RoomSettings.DEFAULTS.withOpen(false)), "").statusCode())
                .isEqualTo(204);
        HttpResponse<String> bad = get(room(RoomSettings.DEFAULTS), "?history=201");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("\"code\":\"bad_frame\"");
    }

    @Test
    void readersThatLeaveAreForgotten() {
        String room = room(RoomSettings.DEFAULTS);
        try (SseReader reader = open(room, "", Map.of())) {
            reader.await("joined");
            // `joined` is on its way before the session takes its seat.
            Awaitility.await("seated").atMost(SOON).until(() -> sessionsIn(room) == 1);
        }
        Awaitility.await("forgotten").atMost(SOON).until(() -> {
            append(room, "anybody?");
            return sessionsIn(room) == 0;
        });
    }

    @Test
    void aReplicaThatStopsSendsItsReadersElsewhere() {
        ConfigurableApplicationContext other = startReplica("--spate.stream.subscribe.drain=1s");
        String room = room(RoomSettings.DEFAULTS);
        try (SseReader reader = SseReader.open(uri(other, room, ""))) {
            reader.await("joined");
            Thread stopping = Thread.ofVirtual().start(other::close);
            assertThat(reader.await("drain").data().path("reconnectWithinMs").asInt())
                    .isEqualTo(1_000);
            Awaitility.await("ended").atMost(SOON).until(reader::isEnded);
            Awaitility.await("stopped").atMost(Duration.ofSeconds(60)).until(() -> !stopping.isAlive());
        }
    }

    private static ConfigurableApplicationContext startReplica(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        scope().settings().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--server.port=0");
        arguments.add("--spate.log.partitions=4");
        arguments.add("--spring.main.banner-mode=off");
        var started = new SpringApplicationBuilder(StreamServiceApplication.class)
                .initializers(SubscribeIT::useOwnEventLoops)
                .run(arguments.toArray(String[]::new));
        Awaitility.await("the tail is live")
                .atMost(Duration.ofSeconds(60))
                .until(() -> started.getBean(Rooms.class).isReady());
        return started;
    }

    /// A context that closes ends the event loops that are shared by the whole JVM, those of other replicas too.
    private static void useOwnEventLoops(ConfigurableApplicationContext starting) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) starting).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    private static SseReader open(String room, String query, Map<String, String> headers) {
        return SseReader.open(uri(context(), room, query), headers);
    }

    private static URI uri(ConfigurableApplicationContext replica, String room, String query) {
        return URI.create("http://127.0.0.1:" + replica.getEnvironment().getRequiredProperty("local.server.port")
                + "/sse/rooms/" + room + query);
    }

    private static HttpResponse<String> get(String room, String query) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(uri(context(), room, query))
                            .timeout(SOON)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int sessionsIn(String room) {
        return context().getBean(Rooms.class).all().blockOptional(SOON).orElseThrow().stream()
                .filter(each -> each.id().value().equals(room))
                .mapToInt(each -> each.sessions())
                .sum();
    }

    /// Appends a message and returns its id once the log has it.
    private static String append(String room, String text) {
        String id = EventId.random().value();
        var message = new RoomEvent.Message(id, 1, MINA, text, null);
        assertThat(context()
                        .getBean(EventLog.class)
                        .append(LogEntry.of(new RoomId(room), message, "mina"))
                        .block(SOON))
                .isNotNull();
        return id;
    }

    private static SseReader.Event awaitId(SseReader reader, String id) {
        return reader.await(event -> event.data().path("id").asString("").equals(id), SOON);
    }

    private static List<String> messages(SseReader reader) {
        return reader.events().stream()
                .filter(event -> event.type().equals("message"))
                .map(event -> event.data().path("id").asString(""))
                .toList();
    }

    private static List<String> types(SseReader reader) {
        return reader.events().stream().map(SseReader.Event::type).toList();
    }

    private static String room(RoomSettings settings) {
        String room = "sse-" + ROOMS.incrementAndGet();
        try (var session = DriverManager.getConnection(
                        scope().mysqlJdbcUrl(), scope().mysqlUser(), scope().mysqlPassword());
                var insert = session.prepareStatement(
                        "INSERT INTO rooms (id, owner_id, title, tags, settings, created_at) VALUES (?, 'owner', ?, '[]', ?, 1)")) {
            insert.setString(1, room);
            insert.setString(2, room);
            insert.setString(3, new JsonMapper().writeValueAsString(settings));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return room;
    }

    private static ConfigurableApplicationContext context() {
        if (context == null) {
            throw new IllegalStateException("not started");
        }
        return context;
    }

    private static TestScope scope() {
        if (scope == null) {
            throw new IllegalStateException("not started");
        }
        return scope;
    }
}
