package spate.faults.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import spate.faults.proxy.Direction;
import spate.faults.proxy.Link;
import spate.faults.replica.ReplicaProcess;
import spate.faults.replica.Service;
import spate.testing.ChatClient;
import tools.jackson.databind.JsonNode;

/// What viewers see when a part fails, row by row, on two replicas of chat-service against real servers.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailuresIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger ROOMS = new AtomicInteger();
    private static World world;

    private final String room = "row-" + ROOMS.incrementAndGet();

    @BeforeAll
    static void start() {
        world = World.start(new World.Plan(2, 1, 2, Map.of(), SmallDisk.isPossible()));
    }

    @AfterAll
    static void end() {
        List<String> bugs = world.bugs();
        world.close();
        assertThat(bugs).isEmpty();
    }

    @Test
    @Order(1)
    void aReplicaThatStandsStillOrIsKilledCostsAReconnect() {
        create();
        try (ReplicaProcess replica = oneMoreReplica();
                ChatClient writer = joined(port(0), 0)) {
            replica.awaitReady(Duration.ofMinutes(2));
            ChatClient reader = joined(replica.port(), 1);
            awaitText(reader, post(writer, "before", "k1"), "before");

            replica.pause();
            String held = post(writer, "while it stands still", "k2");
            long begun = System.nanoTime();
            try (ChatClient moved = viewer(port(1), 1)) {
                assertThat(joinAfter(moved, lastPosition(reader))
                                .path("recovered")
                                .asBoolean())
                        .isTrue();
                awaitText(moved, held, "while it stands still");
                told("a replica stopped by SIGSTOP", begun);
            }
            replica.resume();
            awaitText(reader, held, "while it stands still");

            replica.kill();
            assertThat(reader.awaitClosed(SOON).code()).isEqualTo(1006);
            String killed = post(writer, "after kill -9", "k3");
            begun = System.nanoTime();
            try (ChatClient moved = viewer(port(1), 1)) {
                assertThat(joinAfter(moved, lastPosition(reader))
                                .path("recovered")
                                .asBoolean())
                        .isTrue();
                awaitText(moved, killed, "after kill -9");
                told("a replica killed by SIGKILL", begun);
            }
        }
    }

    @Test
    @Order(1)
    void aReplicaThatIsToldToEndTellsItsViewersAndServesThemUntilThen() {
        create();
        try (ReplicaProcess replica = oneMoreReplica();
                ChatClient writer = joined(port(0), 0)) {
            replica.awaitReady(Duration.ofMinutes(2));
            ChatClient reader = joined(replica.port(), 1);

            var ended = CompletableFuture.runAsync(replica::end);
            reader.await("drain");
            awaitText(reader, post(writer, "while it drains", "k1"), "while it drains");
            assertThat(reader.awaitClosed(SOON).code()).isEqualTo(1012);
            assertThat(ended).succeedsWithin(SOON);
        }
    }

    @Test
    @Order(2)
    void kafkaKilledIsToldWithinSecondsAndComesBackByItself() {
        create();
        try (ChatClient mina = viewer(port(0), 0);
                ChatClient noah = viewer(port(1), 1)) {
            join(mina);
            join(noah);
            world.servers().kafka().kill();
            long begun = System.nanoTime();
            JsonNode refused = ask(mina, "lost?", "k1");
            assertThat(refused.path("code").asString("")).isEqualTo("unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
            assertThat(noah.isOpen()).isTrue();
            world.servers().kafka().start();
            begun = System.nanoTime();
            String event = post(mina, "lost?", "k1");
            awaitText(noah, event, "lost?");
            told("Kafka killed and started again, from its start", begun);
            assertThat(texts(noah)).containsExactly("lost?");
        }
    }

    @Test
    @Order(3)
    void anAnswerOfKafkaThatIsLostLosesAndDoublesNothing() {
        create();
        try (ChatClient mina = viewer(port(0), 0);
                ChatClient noah = viewer(port(1), 1)) {
            join(mina);
            join(noah);
            Link kafka = link(Stretch.KAFKA);
            kafka.hold(Direction.TO_CLIENT);
            assertThat(ask(mina, "twice?", "k1").path("code").asString("")).isEqualTo("unavailable");
            kafka.mend();
            String event = post(mina, "twice?", "k1");
            String end = post(mina, "end", "k2");
            awaitText(noah, event, "twice?");
            awaitText(noah, end, "end");
            awaitText(mina, end, "end");
            assertThat(texts(noah)).containsExactly("twice?", "end");
            assertThat(texts(mina)).containsExactly("twice?", "end");
        }
    }

    @Test
    @Order(4)
    void redisSlowFlushedOrKilledIsNotNoticed() {
        create();
        try (ChatClient mina = viewer(port(0), 0)) {
            join(mina);
            post(mina, "one", "k1");
            world.chats().forEach(slot -> link(slot, Stretch.REDIS).delay(Duration.ofSeconds(2)));
            chats(mina, "Redis slow by 2 s");
            world.chats().forEach(Slot::mend);
            world.servers().redis().kill();
            chats(mina, "Redis killed");
            world.servers().redis().start();
            // A Redis that starts is an empty one: it keeps nothing on disk.
            chats(mina, "Redis empty");
        }
    }

    @Test
    @Order(5)
    void mySqlThatTakesNothingIsNotNoticedAndTheArchiveCatchesUp() throws Exception {
        create();
        try (ChatClient mina = viewer(port(0), 0);
                var session = DriverManager.getConnection(
                        world.scope().mysqlJdbcUrl(),
                        world.scope().mysqlUser(),
                        world.scope().mysqlPassword());
                var statement = session.createStatement()) {
            join(mina);
            // Others may read and not write, as on a server that was made read-only.
            statement.execute("LOCK TABLES room_events READ, archive_progress READ, log_epochs READ");
            chats(mina, "MySQL read-only");
            try (var found = statement.executeQuery(
                    "SELECT COUNT(*) FROM room_events WHERE type = 'message' AND room_id = '" + room + "'")) {
                found.next();
                assertThat(found.getInt(1)).isZero();
            }
            statement.execute("UNLOCK TABLES");
            world.streams().forEach(slot -> link(slot, Stretch.MYSQL).delay(Duration.ofMillis(300)));
            chats(mina, "MySQL slow by 300 ms");
            world.streams().forEach(Slot::mend);
            world.servers().mariaDb().kill();
            chats(mina, "MySQL killed");
            world.servers().mariaDb().start();
            Awaitility.await("the archive has all").atMost(SOON).until(() -> stored() == 3);
        }
    }

    @Test
    @Order(6)
    void aRecordThatIsNoEventIsSkippedAndCounted() {
        create();
        try (ChatClient mina = viewer(port(0), 0);
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", world.scope().kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            join(mina);
            var poison = world.chats()
                    .getFirst()
                    .bean(MeterRegistry.class)
                    .get("spate.tail.poison")
                    .counter();
            double before = poison.count();
            producer.send(new ProducerRecord<>(
                    "spate.events", room.getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff, 1, 2}));
            producer.send(new ProducerRecord<>("spate.events", new byte[] {0}, null));
            producer.flush();
            String event = post(mina, "all the same", "k1");
            awaitText(mina, event, "all the same");
            assertThat(texts(mina)).containsExactly("all the same");
            Awaitility.await("counted").atMost(SOON).until(() -> poison.count() == before + 2);
            Awaitility.await("stored").atMost(SOON).until(() -> stored() == 1);
        }
    }

    @Test
    @Order(7)
    void aNetworkThatIsCutCostsAReconnect() {
        create();
        try (ChatClient mina = viewer(port(0), 0)) {
            join(mina);
            ChatClient noah = viewer(port(1), 1);
            join(noah);
            String first = post(mina, "first", "k1");
            awaitText(noah, first, "first");
            Link viewers = link(world.chats().get(1), Stretch.VIEWERS);
            viewers.cut();
            assertThat(noah.awaitClosed(SOON).code()).isEqualTo(1006);
            String missed = post(mina, "missed?", "k2");
            viewers.mend();
            long begun = System.nanoTime();
            try (ChatClient back = viewer(port(1), 1)) {
                assertThat(joinAfter(back, lastPosition(noah)).path("recovered").asBoolean())
                        .isTrue();
                awaitText(back, missed, "missed?");
                told("a viewer's network that was cut, from its return", begun);
                assertThat(texts(back)).containsExactly("missed?");
            }
        }
    }

    /// The archive waits for room; the log gives up without, and goes on where it was once it is started with
    /// room.
    @Test
    @Order(8)
    void aFullDiskIsAnOutage() {
        assumeThat(SmallDisk.isPossible())
                .as("a full disk needs a small file system, and only root may mount one")
                .isTrue();
        create();
        try (ChatClient mina = viewer(port(0), 0);
                ChatClient noah = viewer(port(1), 1)) {
            join(mina);
            join(noah);
            world.disk(Server.MYSQL).fill();
            chats(mina, "MySQL's disk full");
            world.disk(Server.MYSQL).free();
            Awaitility.await("the archive has all").atMost(SOON).until(() -> stored() == 1);

            world.disk(Server.KAFKA).fill();
            int taken = 0;
            String long480 = "x".repeat(480);
            JsonNode answer = ask(mina, long480, "d" + taken);
            while (answer.path("type").asString("").equals("posted") && taken < 10_000) {
                answer = ask(mina, long480, "d" + ++taken);
            }
            assertThat(answer.path("code").asString("")).isEqualTo("unavailable");
            assertThat(noah.isOpen()).isTrue();
            world.disk(Server.KAFKA).free();
            world.servers().kafka().kill();
            world.servers().kafka().start();
            long begun = System.nanoTime();
            String event = post(mina, long480, "d" + taken);
            awaitText(noah, event, long480);
            told("Kafka's disk full, from its start with room", begun);
            assertThat(texts(noah)).hasSize(taken + 2);
        }
    }

    /// Last: it leaves a log of another epoch to those who come after it.
    @Test
    @Order(9)
    void aTopicThatIsDeletedIsMadeAgainAndNothingPretendsToBeRecovered() throws Exception {
        create();
        try (ChatClient mina = viewer(port(0), 0)) {
            join(mina);
            awaitText(mina, post(mina, "of the old log", "k1"), "of the old log");
            String old = lastPosition(mina);
            long begun = System.nanoTime();
            deleteTopic();
            assertThat(mina.awaitClosed(Duration.ofMinutes(1)).code()).isEqualTo(1012);
            Awaitility.await("the new log is read")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> {
                        try (ChatClient back = viewer(port(0), 0)) {
                            JsonNode joined = joinAfter(back, old);
                            return joined.path("type").asString("").equals("joined")
                                    && !joined.path("recovered").asBoolean();
                        }
                    });
            try (ChatClient back = viewer(port(0), 0)) {
                join(back);
                awaitText(back, post(back, "of the new log", "k2"), "of the new log");
            }
            told("a topic that is deleted", begun);
        }
    }

    private static void deleteTopic() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", world.scope().kafka()))) {
            admin.deleteTopics(List.of("spate.events")).all().get();
        }
    }

    /// A message goes from one replica to the other, and a session that comes anew gets it from its history.
    private void chats(ChatClient mina, String row) {
        long begun = System.nanoTime();
        String event = post(mina, row, row);
        awaitText(mina, event, row);
        try (ChatClient noah = viewer(port(1), 1)) {
            JsonNode joined = ask(noah, Map.of("type", "join", "room", room, "history", 10));
            boolean inHistory = joined.path("history")
                    .valueStream()
                    .anyMatch(shown -> shown.path("id").asString("").equals(event));
            if (!inHistory) {
                awaitText(noah, event, row);
            }
        }
        told(row, begun);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    private static void told(String row, long begun) {
        System.out.printf("%s: chat goes on after %d ms%n", row, (System.nanoTime() - begun) / 1_000_000);
    }

    private void create() {
        world.api().createRoom(world.accounts().getFirst(), room, room);
    }

    private long stored() {
        try (var session = DriverManager.getConnection(
                        world.scope().mysqlJdbcUrl(),
                        world.scope().mysqlUser(),
                        world.scope().mysqlPassword());
                var statement = session.createStatement();
                var found = statement.executeQuery(
                        "SELECT COUNT(*) FROM room_events WHERE type = 'message' AND room_id = '" + room + "'")) {
            found.next();
            return found.getLong(1);
        } catch (java.sql.SQLException _) {
            return -1;
        }
    }

    private static Map<String, String> settings() {
        var settings = new HashMap<>(world.scope().settings());
        settings.put("SPATE_JWKS_URL", "http://127.0.0.1:" + world.apiPort() + "/.well-known/jwks.json");
        return settings;
    }

    /// A replica beside those of the world, to be ended as they may not be.
    private static ReplicaProcess oneMoreReplica() {
        return ReplicaProcess.start(Service.CHAT, settings(), List.of(), Path.of("target", "replica.log"));
    }

    private static int port(int chat) {
        return world.chats().get(chat).port();
    }

    private static Link link(Stretch stretch) {
        return link(world.chats().getFirst(), stretch);
    }

    private static Link link(Slot slot, Stretch stretch) {
        Link link = slot.stretch(stretch);
        if (link == null) {
            throw new AssertionError(slot.name() + " does not run");
        }
        return link;
    }

    private static ChatClient viewer(int port, int account) {
        ChatClient session = ChatClient.connect(URI.create("ws://127.0.0.1:" + port + "/ws"));
        ask(
                session,
                Map.of("type", "hello", "token", world.accounts().get(account).token()));
        return session;
    }

    private ChatClient joined(int port, int account) {
        ChatClient session = viewer(port, account);
        join(session);
        return session;
    }

    private void join(ChatClient session) {
        assertThat(ask(session, Map.of("type", "join", "room", room))
                        .path("type")
                        .asString(""))
                .isEqualTo("joined");
    }

    private JsonNode joinAfter(ChatClient session, String after) {
        return ask(session, Map.of("type", "join", "room", room, "after", after));
    }

    private JsonNode ask(ChatClient session, String text, String key) {
        return ask(session, Map.of("type", "post", "room", room, "text", text, "key", key));
    }

    private static JsonNode ask(ChatClient session, Map<String, ?> frame) {
        return session.ask(frame);
    }

    /// Sends until it is taken, as a page does.
    private String post(ChatClient session, String text, String key) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            JsonNode answer = ask(session, text, key);
            if (answer.path("type").asString("").equals("posted")) {
                return answer.path("event").asString("");
            }
            assertThat(answer.path("code").asString("")).isEqualTo("unavailable");
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private static void awaitText(ChatClient session, String event, String text) {
        session.await(
                frame -> frame.path("events")
                        .valueStream()
                        .anyMatch(shown -> shown.path("id").asString("").equals(event)
                                && shown.path("text").asString("").equals(text)),
                SOON);
    }

    private List<String> texts(ChatClient session) {
        return session.events(room).stream()
                .filter(event -> event.path("type").asString("").equals("message"))
                .map(event -> event.path("text").asString(""))
                .toList();
    }

    private String lastPosition(ChatClient session) {
        return session.frames().stream()
                .filter(frame -> frame.path("room").asString("").equals(room))
                .map(frame -> frame.path("position").asString(""))
                .filter(position -> !position.isEmpty())
                .reduce("", (_, last) -> last);
    }
}
