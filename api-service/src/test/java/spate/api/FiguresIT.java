package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;
import spate.protocol.EventId;
import spate.rooms.figures.ViewerSketch;
import tools.jackson.databind.JsonNode;

/// What the streamer sees of a room, and takes home.
class FiguresIT extends RunningService {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /// A whole hour, long ago enough for every step to be over.
    private static final long HOUR = 1_789_999_200_000L;

    @Test
    void theDashboardAddsUpWhatTheStepsHold() {
        Account owner = account();
        String room = room(owner);
        store(room, 60, HOUR, 5, 100, List.of("a", "b", "c"));
        store(room, 60, HOUR + 120_000, 7, 90, List.of("b", "c", "d"));
        store(room, 10, HOUR, 1, 1, List.of("a"));
        did(room, HOUR, owner.id(), 9, 0);
        did(room, HOUR, "gone", 12, 3_000);
        hold(room, "held-and-open---------", "open");
        hold(room, "held-and-decided------", "refused");

        JsonNode board = board(owner, room, "from=" + (HOUR + 5) + "&to=" + (HOUR + 179_000) + "&step=60");
        assertThat(board.path("from").asLong()).isEqualTo(HOUR);
        assertThat(board.path("to").asLong()).isEqualTo(HOUR + 180_000);
        assertThat(values(board.path("series"), "at")).containsExactly(HOUR, HOUR + 60_000, HOUR + 120_000);
        assertThat(values(board.path("series"), "messages")).containsExactly(5L, 0L, 7L);
        assertThat(values(board.path("series"), "moderated")).containsExactly(10L, 0L, 10L);
        assertThat(board.path("totals").path("messages").asLong()).isEqualTo(12);
        assertThat(board.path("totals").path("chatters").asLong()).isEqualTo(4);
        assertThat(board.path("now").path("viewers").asLong()).isZero();
        assertThat(board.path("now").path("peak").asLong()).isEqualTo(100);
        assertThat(board.path("now").path("hot").isBoolean()).isTrue();
        assertThat(board.path("moderation").path("bans").asLong()).isEqualTo(6);
        assertThat(board.path("moderation").path("held").asLong()).isEqualTo(1);
        assertThat(values(board.path("topChatters"), "messages")).containsExactly(12L, 9L);
        assertThat(board.path("topChatters").get(0).path("name").asString()).isEmpty();
        assertThat(board.path("topChatters").get(1).path("name").asString()).isEqualTo("미나 " + owner.handle());
        assertThat(values(board.path("topDonors"), "amount")).containsExactly(3_000L);
        assertThat(board.path("hotWords").isArray()).isTrue();
    }

    @Test
    void whatWasGivenBackCountsNowhere() {
        Account owner = account();
        String room = room(owner);
        for (int step : List.of(60, 3_600)) {
            store(room, step, HOUR, 1, 1, List.of("a"));
            run(
                    "UPDATE room_steps SET donations = 3, donated = 6000 WHERE room_id = :room AND step = :step",
                    Map.of("room", room, "step", step));
        }
        did(room, HOUR, "mina", 1, 5_000);
        did(room, HOUR, "noah", 1, 4_000);
        did(room, HOUR, "olga", 1, 1_000);
        gave(room, "mina", HOUR + 1, 2_000, "refunded");
        gave(room, "noah", HOUR + 59_999, 4_000, "paid");
        // Of the same hour, and after what is asked for.
        gave(room, "olga", HOUR + 60_000, 1_000, "refunded");
        // Of another hour: not counted there, and nothing to be taken away here.
        gave(room, "noah", HOUR - 1, 4_000, "refunded");

        JsonNode board = board(owner, room, "from=" + HOUR + "&to=" + (HOUR + 60_000) + "&step=60");
        assertThat(values(board.path("series"), "donations")).containsExactly(2L);
        assertThat(values(board.path("series"), "donated")).containsExactly(4_000L);
        assertThat(board.path("totals").path("donated").asLong()).isEqualTo(4_000);
        assertThat(board.path("topDonors")
                        .valueStream()
                        .map(each -> each.path("viewer").asString()))
                .containsExactly("noah", "mina");
        assertThat(values(board.path("topDonors"), "amount")).containsExactly(4_000L, 3_000L);
        board = board(owner, room, "from=" + HOUR + "&to=" + (HOUR + 3_600_000) + "&step=3600");
        assertThat(values(board.path("series"), "donated")).containsExactly(3_000L);
        // No money was moved for these, and the books of all tests are one.
        run("DELETE FROM donations WHERE room_id = :room", Map.of("room", room));
    }

    @Test
    void onlyWhoModeratesSeesFiguresAndOnlyTheOwnerTakesTheChat() {
        Account owner = account();
        Account other = account();
        String room = room(owner);
        String board = "/api/rooms/" + room + "/dashboard";
        String export = "/api/rooms/" + room + "/export";
        get(board).expectStatus().isUnauthorized();
        get(export).expectStatus().isUnauthorized();
        for (String path : List.of(board, board + "/live", export)) {
            as(other, path)
                    .expectStatus()
                    .isForbidden()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("forbidden");
        }
        role(owner, room, other, true);
        as(other, board).expectStatus().isOk();
        as(other, export).expectStatus().isForbidden();
        as(owner, "/api/rooms/no-such-room/dashboard").expectStatus().isNotFound();
    }

    @Test
    void parametersThatBreakARuleAreNamed() {
        Account owner = account();
        String room = room(owner);
        for (String query : List.of("step=15", "from=9&to=3", "to=0", "from=0&step=10", "from=x", "step=x")) {
            as(owner, "/api/rooms/" + room + "/dashboard?" + query)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("invalid")
                    .jsonPath("$.errors[0].field")
                    .value(field -> assertThat(query).contains(field + "="));
        }
        as(owner, "/api/rooms/" + room + "/export?format=xls")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("format");
    }

    @Test
    void liveFiguresComeUntilTheRightIsGone() {
        Account owner = account();
        Account moderator = account();
        String room = room(owner);
        role(owner, room, moderator, true);
        var events = WebClient.create("http://127.0.0.1:" + port)
                .get()
                .uri("/api/rooms/" + room + "/dashboard/live")
                .header(HttpHeaders.AUTHORIZATION, moderator.bearer())
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {});
        StepVerifier.create(events)
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("figures");
                    assertThat(data(event).path("step").asInt()).isEqualTo(10);
                    assertThat(data(event).path("series").size()).isBetween(6, 7);
                })
                .then(() -> role(owner, room, moderator, false))
                .thenConsumeWhile(event -> "figures".equals(event.event()))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("ended");
                    assertThat(data(event).path("code").asString()).isEqualTo("forbidden");
                })
                .expectComplete()
                .verify(PATIENCE.multipliedBy(2));
    }

    @Test
    void reactionsAreToldMostTappedFirst() {
        String room = room(account());
        run(
                "INSERT INTO room_reactions (room_id, reaction, taps) VALUES (:room, '👍', 3), (:room, '❤️', 12)",
                Map.of("room", room));
        get("/api/rooms/" + room + "/reactions")
                .expectBody(String.class)
                .isEqualTo("{\"totals\":{\"❤️\":12,\"👍\":3}}");
        get("/api/rooms/no-such-room/reactions").expectStatus().isNotFound();
    }

    @Test
    void theWholeShownChatIsExportedInOrder() {
        Account owner = account();
        String room = room(owner);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            boolean isHidden = i % 50 == 7;
            boolean isCleared = i % 50 == 9;
            String json = chat(room, i, isCleared ? "cleared" : "author", i == 3 ? "=1+1,\\\"x\\\"" : "안녕 " + i);
            event(room, i, isHidden, isCleared ? "cleared" : "author", json);
            if (!isHidden && !isCleared) {
                shown.add(json);
            }
        }
        run(
                "INSERT INTO clearings (room_id, viewer_id, epoch_ordinal, log_offset, until, version, read_at, wiped)"
                        + " VALUES (:room, 'cleared', 1, 1000000, 0, 1, 1, 0)",
                Map.of("room", room));

        assertThat(text(as(owner, "/api/rooms/" + room + "/export?format=ndjson")))
                .isEqualTo(String.join("\n", shown) + "\n");
        var csv = as(owner, "/api/rooms/" + room + "/export");
        csv.expectHeader().valueEquals(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + room + ".csv\"");
        csv.expectHeader().valueEquals(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8");
        String[] lines = text(csv).split("\r\n", -1);
        assertThat(lines).hasSize(shown.size() + 2);
        assertThat(lines[0])
                .isEqualTo(
                        "\uFEFF\"at\",\"type\",\"id\",\"viewer\",\"name\",\"role\",\"text\",\"amount\",\"currency\",\"replyTo\"");
        assertThat(lines[4])
                .isEqualTo("\"2023-11-14T22:13:20Z\",\"message\",\"" + id(room, 3)
                        + "\",\"author\",\"미나\",\"viewer\",\"'=1+1,\"\"x\"\"\",\"\",\"\",\"\"");
    }

    @Test
    void aRoomWithoutAChatIsAnEmptyFile() {
        Account owner = account();
        String room = room(owner);
        assertThat(text(as(owner, "/api/rooms/" + room + "/export?format=ndjson")))
                .isEmpty();
        assertThat(text(as(owner, "/api/rooms/" + room + "/export"))).endsWith("\"replyTo\"\r\n");
    }

    @Test
    void theCallsAreDescribedWithExamples() {
        for (String call : List.of("dashboard", "dashboard/live", "reactions", "export")) {
            get("/api/openapi.json")
                    .expectBody()
                    .jsonPath("$.paths['/api/rooms/{room}/" + call + "'].get.responses['200'].content..example")
                    .isNotEmpty();
        }
    }

    private JsonNode board(Account as, String room, String query) {
        return body(as(as, "/api/rooms/" + room + "/dashboard?" + query)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult());
    }

    private WebTestClient.ResponseSpec as(Account account, String path) {
        return http().get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, account.bearer())
                .exchange();
    }

    private void role(Account owner, String room, Account viewer, boolean isModerator) {
        var path = "/api/rooms/" + room + "/moderators/" + viewer.id();
        var request = isModerator
                ? http().put().uri(path).contentType(MediaType.APPLICATION_JSON)
                : http().delete().uri(path);
        request.header(HttpHeaders.AUTHORIZATION, owner.bearer())
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    private void store(String room, int step, long at, int messages, int peak, List<String> chatters) {
        var sketch = ViewerSketch.of(chatters);
        run(
                "INSERT INTO room_steps (room_id, step, at, messages, chatters, reactions, removed, timeouts, bans, clears,"
                        + " viewers, peak, joins, leaves, sketch) VALUES (:room, :step, :at, :messages, :chatters, 5, 1, 2,"
                        + " 3, 4, :peak - 1, :peak, 8, 7, :sketch)",
                Map.of(
                        "room",
                        room,
                        "step",
                        step,
                        "at",
                        at,
                        "messages",
                        messages,
                        "chatters",
                        sketch.count(),
                        "peak",
                        peak,
                        "sketch",
                        sketch.bytes()));
    }

    private void did(String room, long at, String viewer, int messages, int donated) {
        run(
                "INSERT INTO room_viewer_hours (room_id, at, viewer_id, messages, donations, donated)"
                        + " VALUES (:room, :at, :viewer, :messages, 1, :donated)",
                Map.of("room", room, "at", at, "viewer", viewer, "messages", messages, "donated", donated));
    }

    private void gave(String room, String viewer, long at, long amount, String state) {
        run(
                "INSERT INTO donations (id, room_id, donor_id, owner_id, amount, currency, tier, balance, state, at,"
                        + " request_key, request_digest) VALUES (:id, :room, :viewer, 'owner', :amount, 'KRW', 0, 0, :state,"
                        + " :at, :id, 'digest')",
                Map.of(
                        "id",
                        EventId.random().value(),
                        "room",
                        room,
                        "viewer",
                        viewer,
                        "amount",
                        amount,
                        "state",
                        state,
                        "at",
                        at));
    }

    private void hold(String room, String event, String state) {
        run(
                "INSERT INTO held_messages (room_id, event_id, author_id, author_name, author_color, text, held_at, state)"
                        + " VALUES (:room, :event, 'somebody--------------', 'Somebody', '#000000', 'x', :at, :state)",
                Map.of("room", room, "event", event, "at", HOUR, "state", state));
    }

    private void event(String room, int number, boolean isHidden, String author, String json) {
        run(
                "INSERT INTO room_events (room_id, epoch_ordinal, log_offset, event_id, type, author_id, at, body, hidden)"
                        + " VALUES (:room, 1, :offset, :id, 'message', :author, 1, :body, :hidden)",
                Map.of(
                        "room",
                        room,
                        "offset",
                        number * 3,
                        "id",
                        id(room, number),
                        "author",
                        author,
                        "body",
                        isHidden ? "" : json,
                        "hidden",
                        isHidden ? 1 : 0));
    }

    private void run(String sql, Map<String, ?> values) {
        database.sql(sql).bindValues(values).then().block(PATIENCE);
    }

    private static String chat(String room, int number, String author, String text) {
        return "{\"type\":\"message\",\"id\":\"" + id(room, number) + "\",\"at\":1700000000000,\"by\":{\"id\":\""
                + author + "\",\"name\":\"미나\",\"role\":\"viewer\",\"color\":\"#2f7fd1\",\"badges\":[]},\"text\":\""
                + text + "\"}";
    }

    private static String id(String room, int number) {
        return EventId.derive(new spate.protocol.RoomId(room), "author", String.valueOf(number))
                .value();
    }

    private static List<Long> values(JsonNode rows, String field) {
        List<Long> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.path(field).asLong()));
        return values;
    }

    private static JsonNode data(ServerSentEvent<JsonNode> event) {
        JsonNode data = event.data();
        if (data == null) {
            throw new AssertionError("no data");
        }
        return data;
    }

    private static String text(WebTestClient.ResponseSpec answer) {
        byte @Nullable [] body =
                answer.expectStatus().isOk().expectBody().returnResult().getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}
