package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import tools.jackson.databind.JsonNode;

class PostingIT extends RunningService {

    @Test
    void aMessageIsInTheLogWhenItIsAnswered() {
        Account author = account();
        String room = room(author);
        JsonNode posted = posted(author, room, Map.of("text", "안녕하세요 👋"));
        assertThat(Position.parse(posted.path("position").asString())).isPresent();

        RoomEvent.Message message = (RoomEvent.Message) LogReader.eventsOf(room).getLast();
        assertThat(message.id()).isEqualTo(posted.path("event").asString());
        assertThat(message.text()).isEqualTo("안녕하세요 👋");
        assertThat(message.by().name()).isEqualTo("미나 " + author.handle());
        assertThat(message.by().role()).isEqualTo("owner");
    }

    @Test
    void theSameKeyGivesTheSameEvent() {
        Account author = account();
        String room = room(author);
        Map<String, Object> body = Map.of("text", "once", "key", "k1");
        String first = posted(author, room, body).path("event").asString();
        assertThat(posted(author, room, body).path("event").asString()).isEqualTo(first);
        assertThat(first)
                .isEqualTo(EventId.derive(new RoomId(room), author.id(), "k1").value());
    }

    @Test
    void aReplyQuotesTheStoredMessage() {
        Account author = account();
        String room = room(author);
        RoomEvent.Message first = said(author, room, Map.of("text", "first"));
        store(room, first);
        RoomEvent.Message reply = said(author, room, Map.of("text", "second", "replyTo", first.id()));
        assertThat(reply.replyTo())
                .isEqualTo(new ReplyTo(first.id(), first.by().id(), first.by().name(), "first"));
    }

    @Test
    void aReplyWaitsForTheArchiveToStoreWhatItAnswers() {
        Account author = account();
        String room = room(author);
        RoomEvent.Message first = said(author, room, Map.of("text", "first"));
        var reply = CompletableFuture.supplyAsync(
                () -> said(author, room, Map.of("text", "second", "replyTo", first.id())));
        store(room, first);
        assertThat(reply)
                .succeedsWithin(Duration.ofSeconds(10))
                .extracting(RoomEvent.Message::replyTo)
                .isNotNull();
    }

    /// Posts a message, and reads it from the log.
    private RoomEvent.Message said(Account author, String room, Map<String, Object> message) {
        posted(author, room, message);
        return (RoomEvent.Message) LogReader.eventsOf(room).getLast();
    }

    @Test
    void whatMayNotBePostedIsRefusedWithItsCode() {
        Account author = account();
        String room = room(author);
        refused(author, room, Map.of("text", " \u200b "), 422, "text_empty", "text");
        refused(author, room, Map.of("text", "x".repeat(501)), 422, "text_too_long", "text");
        refused(author, room, Map.of(), 422, "bad_frame", "text");
        refused(author, room, Map.of("text", "x", "key", "k".repeat(65)), 422, "bad_frame", "key");
        String unknown = EventId.random().value();
        refused(author, room, Map.of("text", "x", "replyTo", unknown), 422, "bad_frame", "replyTo");
        refused(author, room, Map.of("text", "x", "replyTo", "nothing"), 422, "bad_frame", "replyTo");
        refused(author, "no-such-room", Map.of("text", "x"), 404, "room_unknown", null);
        patch(author, "/api/rooms/" + room, Map.of("open", false))
                .expectStatus()
                .isOk();
        refused(author, room, Map.of("text", "x"), 409, "room_closed", null);
    }

    @Test
    void aFloodIsBounded() {
        Account author = account();
        String room = room(author);
        // All at once: one after the other a slow machine might stay below the rate.
        List<EntityExchangeResult<JsonNode>> answers = Flux.range(0, 40)
                .flatMap(
                        i -> Mono.fromCallable(() -> post(
                                                author,
                                                "/api/rooms/" + room + "/messages",
                                                Map.of("text", "flood " + i))
                                        .expectBody(JsonNode.class)
                                        .returnResult())
                                .subscribeOn(Schedulers.boundedElastic()),
                        40)
                .collectList()
                .blockOptional(Duration.ofSeconds(60))
                .orElseThrow();
        var refused = answers.stream()
                .filter(answer -> answer.getStatus().value() == 429)
                .toList();
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(body(answer).path("code").asString()).isEqualTo("rate_limited");
            assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                    .isEqualTo("1");
        });
        assertThat(answers.stream().filter(answer -> answer.getStatus().value() == 201))
                .hasSize(40 - refused.size())
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void slowModeHoldsAndWaitsOnlyForWhatWasPosted() {
        Account owner = account();
        String room = room(owner);
        patch(owner, "/api/rooms/" + room, Map.of("settings", Map.of("slowModeSeconds", 30)))
                .expectStatus()
                .isOk();
        Account bot = account();
        refused(bot, room, Map.of("text", "x", "replyTo", EventId.random().value()), 422, "bad_frame", "replyTo");
        JsonNode posted = posted(bot, room, Map.of("text", "one", "key", "k1"));
        refused(bot, room, Map.of("text", "two", "key", "k2"), 429, "slow_mode", null);
        assertThat(posted(bot, room, Map.of("text", "one", "key", "k1")).path("event"))
                .isEqualTo(posted.path("event"));
        posted(owner, room, Map.of("text", "one"));
        posted(owner, room, Map.of("text", "two"));
    }

    @Test
    void changesOfARoomReachTheLogInTheirOrder() {
        Account owner = account();
        String room = room(owner);
        List<Class<?>> expected = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            patch(owner, "/api/rooms/" + room, Map.of("settings", Map.of("slowModeSeconds", i)))
                    .expectStatus()
                    .isOk();
            expected.add(RoomEvent.Settings.class);
        }
        patch(owner, "/api/rooms/" + room, Map.of("open", false)).expectStatus().isOk();
        patch(owner, "/api/rooms/" + room, Map.of("open", true)).expectStatus().isOk();
        expected.add(RoomEvent.Closed.class);
        expected.add(RoomEvent.Opened.class);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isRelayed(room));
        List<RoomEvent> events = LogReader.eventsOf(room);
        assertThat(events.stream().<Class<?>>map(Object::getClass).toList()).isEqualTo(expected);
        assertThat(events.stream().map(PostingIT::version).toList())
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L);
        assertThat(((RoomEvent.Settings) events.get(9)).settings().slowModeSeconds())
                .isEqualTo(10);
    }

    private static @Nullable Long version(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Settings settings -> settings.version();
            case RoomEvent.Opened opened -> opened.version();
            case RoomEvent.Closed closed -> closed.version();
            default -> throw new AssertionError(event);
        };
    }

    private boolean isRelayed(String room) {
        var waiting = database.sql("SELECT COUNT(*) AS waiting FROM outbox WHERE room_id = :room")
                .bind("room", room)
                .map(row -> String.valueOf(row.get("waiting")))
                .one()
                .block(Duration.ofSeconds(5));
        return "0".equals(waiting);
    }

    private void store(String room, RoomEvent.Message message) {
        database.sql("INSERT INTO room_events (room_id, epoch_ordinal, log_offset, event_id, type, at, body)"
                        + " VALUES (:room, 1, 0, :id, 'message', 1, :body)")
                .bindValues(Map.of(
                        "room",
                        room,
                        "id",
                        message.id(),
                        "body",
                        new String(EventJson.encode(message), java.nio.charset.StandardCharsets.UTF_8)))
                .then()
                .block(Duration.ofSeconds(5));
    }

    private JsonNode posted(Account author, String room, Map<String, Object> body) {
        return body(post(author, "/api/rooms/" + room + "/messages", body)
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult());
    }

    private void refused(
            Account author, String room, Map<String, Object> body, int status, String code, @Nullable String field) {
        JsonNode problem = body(post(author, "/api/rooms/" + room + "/messages", body)
                .expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("field").asString(null)).isEqualTo(field);
    }
}
