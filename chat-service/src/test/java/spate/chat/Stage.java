package spate.chat;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import spate.protocol.EventId;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;
import spate.testing.ChatClient;
import spate.testing.SpateServers;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the tests of one JVM share: servers, an issuer of tokens and two replicas, of which one has wide limits
/// and the other narrow ones.
final class Stage {

    static final TestScope SCOPE = SpateServers.scope();
    static final TokenIssuer ISSUER = new TokenIssuer();

    /// Takes whatever comes; a socket that takes nothing for a second is stuck.
    static final Replica WIDE = Replica.start(
            SCOPE,
            ISSUER,
            "--spate.chat.session.posts-per-second=1000",
            "--spate.chat.session.posts-burst=10000",
            "--spate.chat.session.frames-per-second=10000",
            "--spate.chat.session.frames-burst=100000",
            "--spate.chat.session.slow=1s");

    /// Default rates, quick to end what does not behave.
    static final Replica NARROW = Replica.start(
            SCOPE,
            ISSUER,
            "--spate.chat.session.flood-max=30",
            "--spate.chat.session.bad-frames-max=5",
            "--spate.chat.session.rooms-per-session=2",
            "--spate.chat.session.heartbeat=1s",
            "--spate.chat.session.origins=https://good.example");

    private static final AtomicInteger ROOMS = new AtomicInteger();
    private static final JsonMapper JSON = new JsonMapper();

    private Stage() {}

    /// A new open room.
    static String room() {
        return room(SCOPE, RoomSettings.DEFAULTS);
    }

    /// A new room, owned by the viewer `owner`.
    static String room(TestScope scope, RoomSettings settings) {
        String room = "room-" + ROOMS.incrementAndGet();
        insert(
                scope,
                "INSERT INTO rooms (id, owner_id, title, tags, settings, created_at) VALUES (?, ?, ?, '[]', ?, 1)",
                room,
                "owner",
                room,
                JSON.writeValueAsString(settings));
        return room;
    }

    /// A message of an older log, which the archive has and no replica read.
    ///
    /// @return its id
    static String archivedMessage(String room, String text) {
        String id = EventId.random().value();
        var author = new Author("lena", "lena", "viewer", "#123456", List.of());
        byte[] body = EventJson.encode(new RoomEvent.Message(id, 1, author, text, null));
        insert(
                SCOPE,
                "INSERT INTO room_events (room_id, epoch_ordinal, log_offset, event_id, type, author_id, at, body)"
                        + " VALUES (?, 1000, 1, ?, 'message', 'lena', 1, ?)",
                room,
                id,
                new String(body, StandardCharsets.UTF_8));
        return id;
    }

    private static void insert(TestScope scope, String sql, String... values) {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var insert = session.prepareStatement(sql)) {
            for (int n = 0; n < values.length; n++) {
                insert.setString(n + 1, values[n]);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode join(ChatClient session, String room) {
        JsonNode joined = session.ask(Map.of("type", "join", "room", room));
        if (!joined.path("type").asString("").equals("joined")) {
            throw new AssertionError("not joined: " + joined);
        }
        return joined;
    }

    static JsonNode post(ChatClient session, String room, String text) {
        return session.ask(Map.of("type", "post", "room", room, "text", text));
    }

    static JsonNode post(ChatClient session, String room, String text, String key) {
        return session.ask(Map.of("type", "post", "room", room, "text", text, "key", key));
    }

    /// Waits until a session was shown an event.
    static void awaitEvent(ChatClient session, String id) {
        session.await(frame ->
                frame.path("events").valueStream().anyMatch(event -> id(event).equals(id)));
    }

    static String id(JsonNode event) {
        return event.path("id").asString("");
    }

    static List<String> ids(List<JsonNode> events) {
        return events.stream().map(Stage::id).toList();
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
