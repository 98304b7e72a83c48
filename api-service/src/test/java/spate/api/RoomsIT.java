package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class RoomsIT extends RunningService {

    @Autowired
    ReactiveStringRedisTemplate redis;

    @Test
    void aRoomIsCreatedReadAndChanged() {
        Account owner = account();
        String id = name("room-");
        post(owner, "/api/rooms", Map.of("id", id, "title", "첫 방송", "tags", List.of("음악", "live"), "kind", "live"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals(HttpHeaders.LOCATION, "/api/rooms/" + id)
                .expectBody()
                .jsonPath("$.open")
                .isEqualTo(true)
                .jsonPath("$.owner.handle")
                .isEqualTo(owner.handle());
        patch(owner, "/api/rooms/" + id, Map.of("title", "둘째", "settings", Map.of("textLength", 100)))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"2\"");
        get("/api/rooms/" + id)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("둘째")
                .jsonPath("$.tags[0]")
                .isEqualTo("음악")
                .jsonPath("$.settings.textLength")
                .isEqualTo(100)
                .jsonPath("$.settings.slowModeSeconds")
                .isEqualTo(0)
                .jsonPath("$.viewers")
                .isEqualTo(0);
    }

    @Test
    void aTakenIdIsRefused() {
        Account owner = account();
        String id = room(owner);
        post(account(), "/api/rooms", Map.of("id", id, "title", "x"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("room_taken");
    }

    @Test
    void aHundredAtOnceMakeNoMoreRoomsThanMayBe() throws Exception {
        Account owner = account();
        List<Callable<Integer>> calls = new ArrayList<>();
        try (var replica = new SecondReplica(environment, Map.of("spate.api.room.per-owner-max", "3"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int other = replica.start();
            for (int n = 0; n < 100; n++) {
                var body = Map.of("id", name("room-"), "title", "one of many");
                calls.add(() -> MoneyCalls.call(other, owner.accessToken(), "POST", "/api/rooms", null, body)
                        .status());
            }
            List<Integer> answers = new ArrayList<>();
            for (var answered : threads.invokeAll(calls)) {
                answers.add(answered.get());
            }
            assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
            assertThat(answers.stream().filter(status -> status == 409)).hasSize(97);
        }
    }

    @Test
    void onlyLiveAndDirectRoomsAreServed() {
        post(account(), "/api/rooms", Map.of("id", name("room-"), "title", "x", "kind", "party"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid")
                .jsonPath("$.field")
                .isEqualTo("kind")
                .jsonPath("$.errors[0].message")
                .isEqualTo("kind must be live or direct");
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        Account owner = account();
        Map<String, Object> settings =
                Map.of("textLength", 2001, "slowModeSeconds", 301, "reactions", List.of("👍", "👍"));
        JsonNode problem = body(patch(owner, "/api/rooms/" + room(owner), Map.of("settings", settings))
                .expectStatus()
                .isEqualTo(422)
                .expectBody(JsonNode.class)
                .returnResult());
        List<String> fields = new ArrayList<>();
        problem.path("errors").forEach(error -> fields.add(error.path("field").asString()));
        assertThat(fields).containsExactly("settings.textLength", "settings.slowModeSeconds", "settings.reactions");
    }

    @Test
    void onlyTheOwnerChangesAndCloses() {
        String id = room(account());
        Account other = account();
        patch(other, "/api/rooms/" + id, Map.of("title", "mine"))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("forbidden");
        delete(other, "/api/rooms/" + id).expectStatus().isForbidden();
    }

    @Test
    void aChangeOfAnOlderVersionIsRefused() {
        Account owner = account();
        String id = room(owner);
        patch(owner, "/api/rooms/" + id, Map.of("title", "second"))
                .expectStatus()
                .isOk();
        http().patch()
                .uri("/api/rooms/" + id)
                .header(HttpHeaders.AUTHORIZATION, owner.bearer())
                .header(HttpHeaders.IF_MATCH, "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("title", "third"))
                .exchange()
                .expectStatus()
                .isEqualTo(412)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("conflict");
    }

    @Test
    void closingTwiceIsClosingOnce() {
        Account owner = account();
        String id = room(owner);
        delete(owner, "/api/rooms/" + id).expectStatus().isNoContent();
        delete(owner, "/api/rooms/" + id).expectStatus().isNoContent();
        get("/api/rooms/" + id).expectBody().jsonPath("$.open").isEqualTo(false);
        patch(owner, "/api/rooms/" + id, Map.of("open", true))
                .expectBody()
                .jsonPath("$.open")
                .isEqualTo(true)
                .jsonPath("$.version")
                .isEqualTo(3);
    }

    @Test
    void unknownRoomsAreUnknown() {
        for (String id : new String[] {"no-such-room", "NOT_AN_ID"}) {
            get("/api/rooms/" + id)
                    .expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("room_unknown");
        }
    }

    @Test
    void recentRoomsArePagedWithoutGapOrRepeat() {
        Account owner = account();
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.addFirst(room(owner));
        }
        List<String> listed = new ArrayList<>();
        String path = "/api/rooms?sort=recent&mine=true&limit=3";
        String next = "";
        do {
            JsonNode page = list(owner, path + (next.isEmpty() ? "" : "&cursor=" + next));
            page.path("rooms").forEach(room -> listed.add(room.path("id").asString()));
            next = page.path("next").isNull() ? "" : page.path("next").asString();
        } while (!next.isEmpty());
        // Several may be created within a millisecond: then the id decides.
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void theMostWatchedRoomsComeFirst() {
        Account owner = account();
        String tag = name("tag");
        Map<String, Long> viewers = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            String id = name("room-");
            post(owner, "/api/rooms", Map.of("id", id, "title", "x", "tags", List.of(tag)))
                    .expectStatus()
                    .isCreated();
            viewers.put(id, i < 4 ? i * 10L : 0L);
            if (i < 4) {
                present(id, "a", i * 7L, Duration.ofMinutes(1));
                present(id, "b", i * 3L, Duration.ofMinutes(1));
                present(id, "gone", 1000, Duration.ofMinutes(-1));
            }
        }
        // The numbers of a list may be two seconds old.
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            List<Long> counts = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            String next = "";
            do {
                String cursor = next.isEmpty() ? "" : "&cursor=" + next;
                JsonNode page = list(owner, "/api/rooms?sort=viewers&limit=2&tag=" + tag + cursor);
                page.path("rooms").forEach(room -> {
                    ids.add(room.path("id").asString());
                    counts.add(room.path("viewers").asLong());
                });
                next = page.path("next").isNull() ? "" : page.path("next").asString();
            } while (!next.isEmpty());
            assertThat(counts).containsExactly(30L, 20L, 10L, 0L, 0L, 0L);
            assertThat(ids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(viewers.keySet());
        });
    }

    @Test
    void roomsAreFoundByWordsAndTags() {
        Account owner = account();
        String word = name("Needle");
        post(owner, "/api/rooms", Map.of("id", name("room-"), "title", "100% " + word))
                .expectStatus()
                .isCreated();
        assertThat(list(owner, "/api/rooms?sort=recent&query=" + word.toLowerCase(java.util.Locale.ROOT))
                        .path("rooms"))
                .hasSize(1);
        assertThat(list(owner, "/api/rooms?sort=recent&query=100_ " + word).path("rooms"))
                .isEmpty();
        assertThat(list(owner, "/api/rooms?sort=recent&tag=" + word).path("rooms"))
                .isEmpty();
    }

    @Test
    void sortsThatAreNotServedAreRefused() {
        for (String query : new String[] {"sort=age", "limit=0", "limit=x", "cursor=none"}) {
            get("/api/rooms?" + query)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("invalid");
        }
    }

    @Test
    void ownRoomsNeedASignIn() {
        get("/api/rooms?mine=true")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("sign_in_required");
    }

    private void present(String room, String replica, long count, Duration left) {
        long expires = System.currentTimeMillis() + left.toMillis();
        redis.opsForHash()
                .put("spate:presence:" + room, replica, count + ":" + expires)
                .block(Duration.ofSeconds(5));
    }

    private JsonNode list(Account account, String path) {
        return body(http().get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, account.bearer())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult());
    }

    @Test
    void likesAndFollowsAreCountedOnceAndListed() {
        Account owner = account();
        Account viewer = account();
        String tag = name("liked-");
        String liked = taggedRoom(owner, tag, "고양이 방송 night");
        String other = taggedRoom(owner, tag, "강아지 방송 day");
        for (int n = 0; n < 2; n++) {
            put(viewer, "/api/rooms/" + liked + "/like").expectStatus().isNoContent();
            put(viewer, "/api/rooms/" + liked + "/follow").expectStatus().isNoContent();
        }
        JsonNode room = body(http().get()
                .uri("/api/rooms/" + liked)
                .header(HttpHeaders.AUTHORIZATION, viewer.bearer())
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult());
        assertThat(room.path("likes").asInt()).isOne();
        assertThat(room.path("followers").asInt()).isOne();
        assertThat(room.path("liked").asBoolean()).isTrue();
        assertThat(room.path("followed").asBoolean()).isTrue();

        assertThat(listed(null, "sort=likes&limit=1&tag=" + tag)).containsExactly(liked);
        assertThat(listed(null, "sort=likes&tag=" + tag)).containsExactly(liked, other);
        assertThat(listed(viewer, "followed=true&tag=" + tag)).containsExactly(liked);
        assertThat(listed(null, "query=방송 고양이&tag=" + tag)).containsExactly(liked);
        assertThat(listed(null, "query=DAY&tag=" + tag)).containsExactly(other);
        get("/api/rooms?followed=true").expectStatus().isUnauthorized();

        delete(viewer, "/api/rooms/" + liked + "/like").expectStatus().isNoContent();
        delete(viewer, "/api/rooms/" + liked + "/like").expectStatus().isNoContent();
        get("/api/rooms/" + liked).expectBody().jsonPath("$.likes").isEqualTo(0);
    }

    private String taggedRoom(Account owner, String tag, String title) {
        String id = name("room-");
        post(owner, "/api/rooms", Map.of("id", id, "title", title, "tags", List.of(tag)))
                .expectStatus()
                .isCreated();
        return id;
    }

    private WebTestClient.ResponseSpec put(Account as, String path) {
        return http().put()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, as.bearer())
                .exchange();
    }

    private List<String> listed(@Nullable Account as, String query) {
        var request = http().get().uri("/api/rooms?" + query);
        JsonNode page = body((as == null ? request : request.header(HttpHeaders.AUTHORIZATION, as.bearer()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult());
        List<String> ids = new ArrayList<>();
        page.path("rooms").forEach(room -> ids.add(room.path("id").asString()));
        return ids;
    }
}
