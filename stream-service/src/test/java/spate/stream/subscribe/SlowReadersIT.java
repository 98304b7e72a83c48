package spate.stream.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
import reactor.core.publisher.Flux;
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
import tools.jackson.databind.json.JsonMapper;

/// Readers that fall behind or take nothing at all, over a room whose tail is small.
@ExtendWith(NothingLost.class)
class SlowReadersIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Author MINA = new Author("mina", "Mina", "viewer", "#123456", List.of());
    private static final Pattern ID = Pattern.compile("\"type\":\"message\",\"id\":\"([A-Za-z0-9_-]{22})\"");

    private static @Nullable ConfigurableApplicationContext patient;
    private static @Nullable ConfigurableApplicationContext strict;
    private static @Nullable TestScope scope;

    @BeforeAll
    static void start() {
        scope = SpateServers.scope();
        patient = startReplica("--spate.stream.subscribe.comment=10s", "--spate.stream.subscribe.slow=60s");
        strict = startReplica("--spate.stream.subscribe.comment=1s", "--spate.stream.subscribe.slow=1s");
    }

    @AfterAll
    static void end() {
        present(patient).close();
        present(strict).close();
    }

    @Test
    void aReaderThatFallsOutOfTheTailIsToldSoAndGoesOnAtTheNewest() throws Exception {
        String room = room("missed");
        try (Socket slow = subscribe(patient, room);
                SseReader quick = SseReader.open(uri(present(patient), room))) {
            quick.await("joined");
            List<String> sent = appendMuch(room, quick);
            // It begins to read: what the sockets held, that it missed some, and what comes from now on.
            var read = new StringBuilder();
            readUpTo(slow, read, "event: missed");
            String last = append(room, 1).getFirst();
            readUpTo(slow, read, "\"id\":\"" + last + '"');
            String stream = read.toString().replaceAll("\r\n[0-9a-f]+\r\n", "");
            assertThat(stream).contains("event: missed\n");
            List<String> got =
                    ID.matcher(stream).results().map(match -> match.group(1)).toList();
            assertThat(got).doesNotHaveDuplicates().hasSizeLessThan(4_001);
            assertThat(got.getLast()).isEqualTo(last);
            var all = new ArrayList<>(sent);
            all.add(last);
            assertThat(all).containsSubsequence(got);
            // Nothing is missing but what it was told.
            int missed = stream.indexOf("event: missed\n");
            List<String> before = ID.matcher(stream.substring(0, missed))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(before).isEqualTo(all.subList(0, before.size()));
        }
    }

    @Test
    void aReaderThatTakesNothingIsEndedAndTheOthersGetEverything() throws Exception {
        String room = room("stuck");
        try (Socket stuck = subscribe(strict, room);
                SseReader quick = SseReader.open(uri(present(strict), room))) {
            quick.await("joined");
            Awaitility.await("both are there").atMost(SOON).until(() -> sessionsIn(strict, room) == 2);
            List<String> sent = appendMuch(room, quick);
            Awaitility.await("ended").atMost(SOON).until(() -> sessionsIn(strict, room) == 1);
            assertThat(stuck.isConnected()).isTrue();
            assertThat(quick.events().stream()
                            .filter(event -> event.type().equals("message"))
                            .map(event -> event.data().path("id").asString(""))
                            .toList())
                    .isEqualTo(sent);
        }
    }

    /// Much more than the tail and all buffers on the way hold, but never more at once than the quick one reads.
    private static List<String> appendMuch(String room, SseReader quick) {
        var sent = new ArrayList<String>();
        for (int n = 0; n < 20; n++) {
            sent.addAll(append(room, 200));
            awaitLast(quick, sent);
        }
        return sent;
    }

    private static void awaitLast(SseReader reader, List<String> sent) {
        reader.await(event -> event.data().path("id").asString("").equals(sent.getLast()), SOON);
    }

    /// A subscriber whose kernel holds little of what it does not read.
    private static Socket subscribe(@Nullable ConfigurableApplicationContext replica, String room) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout((int) SOON.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(present(replica))));
        socket.getOutputStream()
                .write(("GET /sse/rooms/" + room + "?history=0 HTTP/1.1\r\nHost: a\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        readUpTo(socket, new StringBuilder(), "event: joined");
        return socket;
    }

    private static void readUpTo(Socket socket, StringBuilder read, String end) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[16 * 1024];
        long deadline = System.nanoTime() + SOON.toNanos();
        while (read.indexOf(end, Math.max(0, read.length() - 200_000)) < 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no " + end);
            }
            int length = in.read(buffer);
            if (length < 0) {
                throw new AssertionError("the stream ended");
            }
            read.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        }
    }

    private static List<String> append(String room, int count) {
        var ids = new ArrayList<String>();
        for (int n = 0; n < count; n++) {
            ids.add(EventId.random().value());
        }
        EventLog log = present(patient).getBean(EventLog.class);
        Flux.fromIterable(ids)
                .flatMapSequential(
                        id -> log.append(LogEntry.of(
                                new RoomId(room), new RoomEvent.Message(id, 1, MINA, "x".repeat(450), null), "mina")),
                        64)
                .then()
                .block(SOON);
        return ids;
    }

    private static int sessionsIn(@Nullable ConfigurableApplicationContext replica, String room) {
        return present(replica).getBean(Rooms.class).all().blockOptional(SOON).orElseThrow().stream()
                .filter(each -> each.id().value().equals(room))
                .mapToInt(each -> each.sessions())
                .sum();
    }

    private static ConfigurableApplicationContext startReplica(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        present(scope).settings().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.addAll(List.of(
                "--server.port=0",
                "--spate.log.partitions=4",
                "--spate.rooms.tail-bytes=262144",
                "--spring.main.banner-mode=off"));
        var started = new SpringApplicationBuilder(StreamServiceApplication.class)
                .initializers(SlowReadersIT::useOwnEventLoops)
                .run(arguments.toArray(String[]::new));
        Awaitility.await("the tail is live")
                .atMost(Duration.ofSeconds(60))
                .until(() -> started.getBean(Rooms.class).isReady());
        return started;
    }

    private static void useOwnEventLoops(ConfigurableApplicationContext starting) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) starting).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    private static int port(ConfigurableApplicationContext replica) {
        return Integer.parseInt(replica.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static URI uri(ConfigurableApplicationContext replica, String room) {
        return URI.create("http://127.0.0.1:" + port(replica) + "/sse/rooms/" + room + "?history=0");
    }

    private static String room(String name) {
        String room = "slow-" + name;
        TestScope here = present(scope);
        try (var session = DriverManager.getConnection(here.mysqlJdbcUrl(), here.mysqlUser(), here.mysqlPassword());
                var insert = session.prepareStatement(
                        "INSERT INTO rooms (id, owner_id, title, tags, settings, created_at) VALUES (?, 'owner', ?, '[]', ?, 1)")) {
            insert.setString(1, room);
            insert.setString(2, room);
            insert.setString(3, new JsonMapper().writeValueAsString(RoomSettings.DEFAULTS));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return room;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not started");
        }
        return value;
    }
}
