package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spate.protocol.EventId;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import tools.jackson.databind.JsonNode;

/// What may be pinned while the archive, whose part the test plays, is behind.
class PinIT extends RunningService {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void whatIsBeingHiddenIsNotPinned() {
        Account owner = account();
        Account author = account();
        String room = room(owner);
        String hidden = stored(room, author, 5);
        String since = stored(room, author, 9);
        delete(owner, "/api/rooms/" + room + "/viewers/" + author.id() + "/messages")
                .expectStatus()
                .isNoContent();
        refused(owner, room, hidden, 503, "unavailable");
        refused(owner, room, since, 503, "unavailable");

        // The archive reads the decision, which came into the log between the two.
        database.sql("INSERT INTO clearings (room_id, viewer_id, epoch_ordinal, log_offset, until, version, read_at,"
                        + " wiped) SELECT :room, :viewer, 1, 7, 0, moderation, 1, 0 FROM rooms WHERE id = :room")
                .bindValues(Map.of("room", room, "viewer", author.id()))
                .then()
                .block(SOON);
        refused(owner, room, hidden, 404, "message_unknown");
        put(owner, "/api/rooms/" + room + "/pin", Map.of("event", since))
                .expectStatus()
                .isOk();
    }

    @Test
    void whatIsHiddenOfOthersKeepsNothingFromBeingPinned() {
        Account owner = account();
        Account author = account();
        Account cleared = account();
        String room = room(owner);
        String message = stored(room, author, 5);
        delete(owner, "/api/rooms/" + room + "/viewers/" + cleared.id() + "/messages")
                .expectStatus()
                .isNoContent();
        put(owner, "/api/rooms/" + room + "/pin", Map.of("event", message))
                .expectStatus()
                .isOk();
    }

    private String stored(String room, Account author, long offset) {
        var by = new Author(author.id(), "Author", "viewer", "#123456", List.of());
        var message = new RoomEvent.Message(EventId.random().value(), 1, by, "words", null);
        database.sql("INSERT INTO room_events (room_id, epoch_ordinal, log_offset, event_id, type, author_id, at, body)"
                        + " VALUES (:room, 1, :offset, :id, 'message', :author, 1, :body)")
                .bindValues(Map.of(
                        "room",
                        room,
                        "offset",
                        offset,
                        "id",
                        message.id(),
                        "author",
                        author.id(),
                        "body",
                        new String(EventJson.encode(message), StandardCharsets.UTF_8)))
                .then()
                .block(SOON);
        return message.id();
    }

    private void refused(Account owner, String room, String event, int status, String code) {
        JsonNode problem = body(put(owner, "/api/rooms/" + room + "/pin", Map.of("event", event))
                .expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult());
        assertThat(problem.path("code").asString()).isEqualTo(code);
    }
}
