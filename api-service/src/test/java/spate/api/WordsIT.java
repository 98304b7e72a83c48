package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import spate.protocol.RoomId;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.hotwords.WordUse;
import tools.jackson.databind.JsonNode;

/// Blocked words and hot words over REST.
class WordsIT extends RunningService {

    @Autowired
    ReactiveStringRedisTemplate redis;

    @Test
    void aListIsCheckedFieldByField() {
        Account owner = account();
        String room = room(owner);
        JsonNode problem = body(put(
                        owner,
                        room,
                        null,
                        List.of(
                                Map.of("pattern", "ok", "action", "mask"),
                                Map.of("pattern", "a*b", "action", "mask"),
                                Map.of("pattern", "...", "action", "hide"),
                                Map.of("action", "hold"),
                                Map.of("pattern", "ok", "action", "hold"),
                                Map.of("pattern", "가".repeat(41), "action", "hold")))
                .expectStatus()
                .isEqualTo(422)
                .expectBody(JsonNode.class)
                .returnResult());
        assertThat(problem.path("errors").findValuesAsString("field"))
                .containsExactly(
                        "words[1].pattern",
                        "words[2].pattern",
                        "words[2].action",
                        "words[3].pattern",
                        "words[4].pattern",
                        "words[5].pattern");
        put(owner, room, null, Collections.nCopies(201, Map.of("pattern", "x", "action", "mask")))
                .expectStatus()
                .isEqualTo(422);
        var many = IntStream.range(0, 190)
                .mapToObj(n -> Map.of("pattern", "word number " + (char) ('a' + n % 26) + n, "action", "mask"))
                .toList();
        assertThat(body(put(owner, room, null, many)
                                .expectStatus()
                                .isEqualTo(422)
                                .expectBody(JsonNode.class)
                                .returnResult())
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asString())
                .isEqualTo("letters");
    }

    @Test
    void aListIsChangedOnlyWhereItIsStillTheOneThatWasRead() {
        Account owner = account();
        String room = room(owner);
        String first = put(owner, room, "\"0\"", List.of(Map.of("pattern", "one", "action", "mask")))
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        put(owner, room, first, List.of(Map.of("pattern", "two", "action", "mask")))
                .expectStatus()
                .isOk();
        put(owner, room, first, List.of(Map.of("pattern", "three", "action", "mask")))
                .expectStatus()
                .isEqualTo(412);
        JsonNode now = body(http().get()
                .uri("/api/rooms/" + room + "/blocked-words")
                .header(HttpHeaders.AUTHORIZATION, owner.bearer())
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult());
        assertThat(now.path("words").findValuesAsString("pattern")).containsExactly("two");
    }

    @Test
    void hotWordsAreThoseOfTheLastMinuteWithoutBlockedOnes() {
        Account owner = account();
        String room = room(owner);
        var counts = new HotWordCounts(redis);
        var id = new RoomId(room);
        List<WordUse> uses = List.of(
                new WordUse("고양이", "aaaaaaaaaaaaaaaaaaaaaQ"),
                new WordUse("고양이", "bbbbbbbbbbbbbbbbbbbbbQ"),
                new WordUse("게임", "aaaaaaaaaaaaaaaaaaaaaQ"),
                new WordUse("바보", "aaaaaaaaaaaaaaaaaaaaaQ"));
        counts.count(id, uses).block(Duration.ofSeconds(5));
        counts.count(id, uses).block(Duration.ofSeconds(5));
        put(owner, room, null, List.of(Map.of("pattern", "바보", "action", "mask")))
                .expectStatus()
                .isOk();
        JsonNode words = body(get("/api/rooms/" + room + "/hot-words?window=60")
                        .expectStatus()
                        .isOk()
                        .expectBody(JsonNode.class)
                        .returnResult())
                .path("words");
        assertThat(words.findValuesAsString("word")).containsExactly("고양이", "게임");
        assertThat(words.path(0).path("count").asLong()).isEqualTo(2);
        get("/api/rooms/" + room + "/hot-words?window=600").expectStatus().isBadRequest();
        get("/api/rooms/no-such-room/hot-words").expectStatus().isNotFound();
    }

    private WebTestClient.ResponseSpec put(Account as, String room, @Nullable String ifMatch, Object words) {
        var request = http().put()
                .uri("/api/rooms/" + room + "/blocked-words")
                .header(HttpHeaders.AUTHORIZATION, as.bearer())
                .contentType(MediaType.APPLICATION_JSON);
        if (ifMatch != null) {
            request = request.header(HttpHeaders.IF_MATCH, ifMatch);
        }
        return request.bodyValue(Map.of("words", words)).exchange();
    }
}
