package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import spate.protocol.EventId;
import tools.jackson.databind.JsonNode;

class HistoryIT extends RunningService {

    private static final int EVENTS = 137;

    @Autowired
    MeterRegistry meters;

    private WebClient client = WebClient.create();

    @BeforeEach
    void connect() {
        client = WebClient.create("http://127.0.0.1:" + port);
    }

    @Test
    void bothWaysGiveTheStoredOrderWithoutOverlap() {
        String room = room(account());
        List<String> stored = store(room);

        List<String> backwards = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = page(room, "limit=20" + (before.isEmpty() ? "" : "&before=" + before));
            backwards.addAll(0, ids(page));
            before = page.path("before").isNull() ? "" : page.path("before").asString();
        } while (!before.isEmpty());
        assertThat(backwards).containsExactlyElementsOf(stored);

        List<String> forwards = new ArrayList<>(stored.subList(0, 1));
        String after = "hist" + room.substring(room.length() - 1) + "aaa.100";
        JsonNode page;
        do {
            page = page(room, "limit=20&after=" + after);
            assertThat(page.path("before").isNull()).as("older events exist").isFalse();
            forwards.addAll(ids(page));
            after = page.path("after").asString();
        } while (!ids(page).isEmpty());
        assertThat(forwards).containsExactlyElementsOf(stored);
    }

    @Test
    void eventsComeToTheByte() {
        String room = room(account());
        store(room);
        byte[] json = get("/api/rooms/" + room + "/messages?limit=1")
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        String last = eventJson(room, EVENTS - 1);
        assertThat(json)
                .asString()
                .startsWith("{\"events\":[" + last + "],\"before\":\"")
                .endsWith(",\"after\":\"" + epoch(room, 1) + "." + offset(EVENTS - 1) + "\"}");
    }

    @Test
    void anEmptyRoomHasAnEmptyPage() {
        String room = room(account());
        get("/api/rooms/" + room + "/messages").expectBody().json("{\"events\":[],\"before\":null,\"after\":null}");
    }

    @Test
    void wrongCursorsAreRefused() {
        String room = room(account());
        for (String query : new String[] {
            "before=x", "after=unknown1.5", "before=unknown1.5", "limit=0", "limit=201", "before=a&after=b"
        }) {
            get("/api/rooms/" + room + "/messages?" + query)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("invalid")
                    .jsonPath("$.errors[0].field")
                    .isNotEmpty();
        }
        get("/api/rooms/no-such-room/messages")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("room_unknown");
    }

    @Test
    void aHotRoomAsksTheDatabaseSeldomAndAnswersAllTheSame() {
        String room = room(account());
        List<String> stored = store(room);
        String path = "/api/rooms/" + room + "/messages?limit=7";
        String whole = text(path);
        double asked = asked();
        long begun = System.nanoTime();
        List<Integer> statuses = Flux.range(0, 1_000)
                .flatMap(
                        _ -> client.get()
                                .uri(path)
                                .exchangeToMono(answer -> answer.bodyToMono(String.class)
                                        .doOnNext(body -> assertThat(
                                                        answer.statusCode().value() == 429 || body.equals(whole))
                                                .isTrue())
                                        .thenReturn(answer.statusCode().value())),
                        64)
                .collectList()
                .block(Duration.ofSeconds(30));
        long windows = 2 + Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertThat(statuses)
                .isSubsetOf(200, 429)
                .filteredOn(status -> status == 200)
                .hasSizeGreaterThan(500);
        assertThat(asked() - asked).isLessThanOrEqualTo((double) windows * HOT_FROM);
        get("/api/rooms/" + room).expectBody().jsonPath("$.hot").isEqualTo(true);

        // A page that no snapshot has is answered while there is room, and refused above that.
        String older = path + "&before=" + epoch(room, 1) + "." + offset(EVENTS - 1);
        List<String> retryAfter = Flux.range(0, 200)
                .flatMap(
                        _ -> client.get()
                                .uri(older)
                                .exchangeToMono(answer -> answer.bodyToMono(String.class)
                                        .thenReturn(String.valueOf(
                                                answer.headers().asHttpHeaders().getFirst("Retry-After")))),
                        64)
                .collectList()
                .block(Duration.ofSeconds(30));
        assertThat(retryAfter).contains("null").containsAnyOf("2", "3", "4");

        Awaitility.await("it heals")
                .atMost(Duration.ofSeconds(15))
                .until(() -> text("/api/rooms/" + room).contains("\"hot\":false"));
        assertThat(text(path)).isEqualTo(whole).contains(stored.getLast());
    }

    private double asked() {
        return meters.counter("spate.history.fetches", "answered", "database").count();
    }

    private String text(String path) {
        return String.valueOf(get(path).expectBody(String.class).returnResult().getResponseBody());
    }

    /// Stores events over two incarnations of the log, the second with smaller offsets; returns their ids in
    /// order.
    private List<String> store(String room) {
        List<String> ids = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            database.sql("INSERT IGNORE INTO log_epochs (epoch) VALUES (:epoch)")
                    .bind("epoch", epoch(room, epoch))
                    .then()
                    .block(Duration.ofSeconds(5));
        }
        for (int i = 0; i < EVENTS; i++) {
            database.sql("INSERT INTO room_events (room_id, epoch_ordinal, log_offset, event_id, type, at, body)"
                            + " SELECT :room, ordinal, :offset, :id, 'message', 1, :body FROM log_epochs"
                            + " WHERE epoch = :epoch")
                    .bindValues(Map.of(
                            "room", room,
                            "offset", offset(i),
                            "id", id(room, i),
                            "body", eventJson(room, i),
                            "epoch", epoch(room, i < EVENTS / 2 ? 0 : 1)))
                    .then()
                    .block(Duration.ofSeconds(5));
            ids.add(id(room, i));
        }
        return ids;
    }

    private static String epoch(String room, int number) {
        return "hist" + room.substring(room.length() - 1) + (number == 0 ? "aaa" : "bbb");
    }

    /// Other rooms' events lie between.
    private static long offset(int event) {
        return event < EVENTS / 2 ? 100 + 3L * event : 5L * (event - EVENTS / 2);
    }

    private static String id(String room, int event) {
        return EventId.derive(new spate.protocol.RoomId(room), "author", String.valueOf(event))
                .value();
    }

    private static String eventJson(String room, int event) {
        return "{\"type\":\"message\",  \"id\":\"" + id(room, event) + "\",\"text\":\"안녕 👋 \\u00e9 " + event + "\"}";
    }

    private JsonNode page(String room, String query) {
        return body(get("/api/rooms/" + room + "/messages?" + query)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult());
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("events").forEach(event -> ids.add(event.path("id").asString()));
        return ids;
    }
}
