package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.awaitEvent;
import static spate.chat.Stage.ids;
import static spate.chat.Stage.join;
import static spate.chat.Stage.text;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.RoomId;
import spate.protocol.Topic;
import spate.protocol.event.Author;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;
import spate.rooms.log.EventLog;
import spate.rooms.log.LogEntry;
import spate.testing.ChatClient;
import spate.testing.FaultyServers;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;

/// Going on where neither a replica's memory, nor Redis, nor MySQL has what was missed: nothing is archived here,
/// and memory is small.
class ResumeIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int PARTITIONS = 4;
    private static final TokenIssuer ISSUER = new TokenIssuer();
    private static final Author OWNER = new Author("owner", "Owner", "owner", "#000000", List.of());

    private static @Nullable FaultyServers servers;
    private static @Nullable TestScope scope;
    private static @Nullable Replica replica;

    @BeforeAll
    static void start() {
        servers = FaultyServers.start();
        scope = servers.scope();
        replica = startReplica();
    }

    @AfterAll
    static void end() {
        replica().close();
        ISSUER.close();
        if (servers != null) {
            servers.close();
        }
    }

    private static Replica startReplica(String... settings) {
        var all = new ArrayList<>(List.of(
                "--spate.rooms.tail-batches=16",
                "--spate.rooms.tail-bytes=65536",
                "--spate.log.recent-bytes=1048576",
                "--spate.chat.session.posts-per-second=1000",
                "--spate.chat.session.posts-burst=10000",
                "--spate.chat.session.frames-per-second=10000",
                "--spate.chat.session.frames-burst=100000"));
        all.addAll(List.of(settings));
        return Replica.start(scope(), ISSUER, all.toArray(String[]::new));
    }

    @Test
    void aGapThatOnlyTheLogHasIsRecoveredInWholeAndOnce() {
        String room = Stage.room(scope(), RoomSettings.DEFAULTS);
        try (ChatClient mina = replica().signedIn(ISSUER, "mina")) {
            join(mina, room);
            JsonNode first = Stage.post(mina, room, "first", "again");
            List<String> missed = post(mina, room, 900);
            // The repeat stands in the log behind the position that will be resumed at, its first before it.
            assertThat(text(Stage.post(mina, room, "first", "again"), "event")).isEqualTo(text(first, "event"));
            missed.addAll(post(mina, room, 100));

            double before = replica().count("spate.replay.lookups", "answered", "log");
            try (ChatClient back = replica().open()) {
                JsonNode joined = resume(back, room, text(first, "position"));
                assertThat(joined.path("recovered").asBoolean()).isTrue();
                awaitEvent(back, missed.getLast());
                assertThat(ids(back.events(room))).containsExactlyElementsOf(missed);
                assertChain(back, joined);
            }
            assertThat(replica().count("spate.replay.lookups", "answered", "log"))
                    .isGreaterThan(before);
        }
    }

    @Test
    void aCrowdThatComesBackCostsFewReadings() {
        String room = Stage.room(scope(), RoomSettings.DEFAULTS);
        try (ChatClient mina = replica().signedIn(ISSUER, "mina")) {
            join(mina, room);
            var positions = new ArrayList<String>();
            for (int n = 0; n < 50; n++) {
                positions.add(text(Stage.post(mina, room, "m" + n), "position"));
            }
            List<String> missed = post(mina, room, 900);
            double before = replica().count("spate.log.read.stretches");
            var crowd = new ArrayList<ChatClient>();
            for (String position : positions) {
                ChatClient back = replica().open();
                back.send(Map.of("type", "join", "id", 7, "room", room, "after", position));
                crowd.add(back);
            }
            for (ChatClient back : crowd) {
                JsonNode joined = back.await(frame -> frame.path("re").asInt() == 7);
                assertThat(joined.path("recovered").asBoolean()).isTrue();
                awaitEvent(back, missed.getLast());
                back.close();
            }
            assertThat(replica().count("spate.log.read.stretches") - before).isBetween(1.0, 25.0);
        }
    }

    @Test
    void whatTheLogHasLetGoOfIsNotRecovered() throws Exception {
        String room = Stage.room(scope(), RoomSettings.DEFAULTS);
        try (ChatClient mina = replica().signedIn(ISSUER, "mina")) {
            join(mina, room);
            String first = text(Stage.post(mina, room, "first"), "position");
            String second = text(Stage.post(mina, room, "second"), "position");
            List<String> missed = post(mina, room, 900);
            letGoUpTo(room, second);
            try (ChatClient tooLate = replica().open();
                    ChatClient inTime = replica().open()) {
                JsonNode joined = resume(tooLate, room, first);
                assertThat(joined.path("recovered").asBoolean()).isFalse();
                assertThat(joined.path("history")).isNotEmpty();
                assertThat(resume(inTime, room, second).path("recovered").asBoolean())
                        .isTrue();
                awaitEvent(inTime, missed.getLast());
                assertThat(ids(inTime.events(room))).containsExactlyElementsOf(missed);
            }
        }
    }

    @Test
    void beyondTheBoundsTheSessionBeginsAnew() {
        String room = Stage.room(scope(), RoomSettings.DEFAULTS);
        try (Replica narrow = startReplica("--spate.log.read.records-max=1000");
                ChatClient mina = narrow.signedIn(ISSUER, "mina")) {
            join(mina, room);
            String first = text(Stage.post(mina, room, "first"), "position");
            post(mina, room, 1_200);
            try (ChatClient back = narrow.open()) {
                assertThat(resume(back, room, first).path("recovered").asBoolean())
                        .isFalse();
            }
        }
    }

    /// The room is known by its copy in Redis alone; what happened in it, by the log alone.
    @Test
    void aReplicaThatStartsWithoutMySqlGivesHistoryAndGoesOn() {
        String room = Stage.room(scope(), RoomSettings.DEFAULTS);
        String first;
        List<String> missed;
        try (ChatClient mina = replica().signedIn(ISSUER, "mina")) {
            join(mina, room);
            first = text(Stage.post(mina, room, "first"), "position");
            missed = post(mina, room, 900);
        }
        servers().mariaDb().pause();
        try (Replica fresh = startReplica();
                ChatClient back = fresh.open();
                ChatClient young = fresh.open()) {
            assertThat(resume(back, room, first).path("recovered").asBoolean()).isTrue();
            awaitEvent(back, missed.getLast());
            assertThat(ids(back.events(room))).containsExactlyElementsOf(missed);
            List<String> history =
                    ids(join(young, room).path("history").valueStream().toList());
            assertThat(history).isEqualTo(missed.subList(missed.size() - history.size(), missed.size()));
            assertThat(history).hasSize(50);
        } finally {
            servers().mariaDb().resume();
        }
    }

    /// Decisions and what they hide stand in the log alone. The last replica begins when the timeout is over,
    /// and hears of neither of them from its part of the log.
    @Test
    void whatModeratorsHidStaysHiddenWhereOnlyTheLogHasIt() throws SQLException {
        String room = Stage.room(scope(), RoomSettings.DEFAULTS);
        try (ChatClient mina = replica().signedIn(ISSUER, "mina");
                ChatClient noah = replica().signedIn(ISSUER, "noah")) {
            join(mina, room);
            join(noah, room);
            String first = text(Stage.post(mina, room, "first"), "position");
            String removed = text(Stage.post(mina, room, "to be removed"), "event");
            Stage.post(noah, room, "to be cleared");
            var decisions = List.of(EventId.random().value(), EventId.random().value());
            long until = System.currentTimeMillis() + 1_500;
            append(room, new RoomEvent.Removed(decisions.get(0), 1, removed, OWNER));
            String behind =
                    append(room, new RoomEvent.Cleared(decisions.get(1), 1, "noah", "timeout", OWNER, until, 1L));
            restrict(room, "noah", until);
            // Accepted by a replica that had not heard of it.
            var author = new Author("noah", "noah", "viewer", "#000000", List.of());
            append(room, new RoomEvent.Message(EventId.random().value(), until - 1, author, "void", null));
            List<String> missed = post(mina, room, 900);
            var all = Stream.concat(decisions.stream(), missed.stream()).toList();
            Awaitility.await("the timeout is over").until(() -> System.currentTimeMillis() > until);
            try (Replica fresh = startReplica()) {
                for (Replica each : List.of(replica(), fresh)) {
                    try (ChatClient back = each.open();
                            ChatClient later = each.open()) {
                        assertThat(resume(back, room, first).path("recovered").asBoolean())
                                .isTrue();
                        awaitEvent(back, missed.getLast());
                        assertThat(ids(back.events(room))).containsExactlyElementsOf(all);
                        assertThat(resume(later, room, behind).path("recovered").asBoolean())
                                .isTrue();
                        awaitEvent(later, missed.getLast());
                        assertThat(ids(later.events(room))).containsExactlyElementsOf(missed);
                    }
                }
            }
        }
    }

    /// Appends what other services decide, and returns where it stands.
    private static String append(String room, RoomEvent event) {
        String author =
                event instanceof RoomEvent.Message message ? message.by().id() : null;
        return present(replica()
                        .bean(EventLog.class)
                        .append(LogEntry.of(new RoomId(room), event, author))
                        .block(SOON))
                .toString();
    }

    private static void restrict(String room, String viewer, long until) throws SQLException {
        try (var session = DriverManager.getConnection(
                        scope().mysqlJdbcUrl(), scope().mysqlUser(), scope().mysqlPassword());
                var insert = session.prepareStatement("INSERT INTO restrictions (room_id, viewer_id, until, reason,"
                        + " version, decided_by, decided_at) VALUES (?, ?, ?, '', 1, 'owner', 1)")) {
            insert.setString(1, room);
            insert.setString(2, viewer);
            insert.setLong(3, until);
            insert.executeUpdate();
        }
    }

    private static List<String> post(ChatClient author, String room, int count) {
        String text = "x".repeat(480);
        int from = 10_000 + author.frames().size();
        for (int n = 0; n < count; n++) {
            author.send(Map.of("type", "post", "id", from + n, "room", room, "text", text));
        }
        var ids = new ArrayList<String>();
        author.await(frame -> frame.path("re").asInt() == from + count - 1, SOON);
        for (JsonNode frame : author.frames()) {
            int re = frame.path("re").asInt();
            if (re >= from && re < from + count) {
                ids.add(text(frame, "event"));
            }
        }
        assertThat(ids).hasSize(count).doesNotContain("");
        return ids;
    }

    private static JsonNode resume(ChatClient session, String room, String after) {
        JsonNode joined = session.ask(Map.of("type", "join", "room", room, "after", after));
        assertThat(text(joined, "type")).isEqualTo("joined");
        return joined;
    }

    private static void assertChain(ChatClient session, JsonNode joined) {
        String position = text(joined, "position");
        for (JsonNode frame : session.frames()) {
            if (text(frame, "type").equals("events")) {
                assertThat(text(frame, "prev")).isEqualTo(position);
                position = text(frame, "position");
            }
        }
    }

    /// As retention does with what is old.
    private static void letGoUpTo(String room, String position) throws ExecutionException, InterruptedException {
        long offset = Position.parse(position).orElseThrow().offset();
        var partition = new TopicPartition(Topic.EVENTS, Topic.partitionOf(new RoomId(room), PARTITIONS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", scope().kafka()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset + 1)))
                    .all()
                    .get();
        }
    }

    private static Replica replica() {
        return present(replica);
    }

    private static TestScope scope() {
        return present(scope);
    }

    private static FaultyServers servers() {
        return present(servers);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not started");
        }
        return value;
    }
}
