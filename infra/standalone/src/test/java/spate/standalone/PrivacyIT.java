package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.standalone.Replica.Answer;
import spate.standalone.Replica.Person;
import spate.testing.ChatClient;
import tools.jackson.databind.JsonNode;

/// What belongs to a viewer: given, and taken away, on two replicas.
@ExtendWith(Pair.Extension.class)
class PrivacyIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Pair pair;
    private final Replica first;
    private final Replica second;

    PrivacyIT(Pair pair) {
        this.pair = pair;
        this.first = pair.first();
        this.second = pair.second();
    }

    @Test
    void whoLeavesIsGone() {
        Person owner = first.person("owner");
        Person mina = first.person("minaunforgettable");
        Person noah = first.person("noah");
        String room = first.room(owner);
        String own = first.room(mina);
        String direct = first.call(noah, "POST", "/api/rooms", Map.of("kind", "direct", "with", mina.handle()))
                .body()
                .path("id")
                .asString();
        assertStatus(mina, "PUT", "/api/rooms/" + room + "/like", 204);
        assertStatus(mina, "PUT", "/api/rooms/" + room + "/follow", 204);
        assertStatus(owner, "PUT", "/api/rooms/" + room + "/moderators/" + mina.id(), 204);
        try (ChatClient here = first.session(mina);
                ChatClient there = second.session(mina);
                ChatClient guest = second.session(null);
                ChatClient answering = first.session(noah)) {
            for (ChatClient session : List.of(here, there, guest, answering)) {
                join(session, room);
            }
            String said = post(here, room, "my secret words");
            awaitText(answering, room, "my secret words");
            answering.ask(Map.of("type", "post", "room", room, "text", "an answer", "replyTo", said));
            assertThat(first.call(mina, "POST", "/api/rooms/" + room + "/notices", Map.of("text", "my secret notice"))
                            .status())
                    .isEqualTo(201);
            first.call(mina, "POST", "/api/rooms/" + direct + "/messages", Map.of("text", "my secret offer"));
            awaitHistory(room, "my secret notice");
            Awaitility.await("the offer is stored")
                    .atMost(SOON)
                    .until(() -> pair.rows("SELECT body FROM room_events WHERE room_id = ?", direct)
                            .contains("my secret offer"));

            List<JsonNode> exported = first.lines(mina, "/api/me/export");
            assertThat(exported.stream().map(line -> line.path("kind").asString()))
                    .contains("profile", "signIn", "room", "conversation", "role", "like", "follow", "event")
                    .doesNotContain("block");
            assertThat(exported.toString())
                    .contains("my secret words", "my secret notice", "my secret offer", mina.handle())
                    .doesNotContain("an answer", "password", owner.handle());

            Answer wrong = first.call(mina, "DELETE", "/api/me", Map.of("password", "wrong horse"));
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.code()).isEqualTo("credentials_wrong");
            assertThat(first.call(mina, "DELETE", "/api/me", Map.of()).status()).isEqualTo(422);
            assertThat(first.call(mina, "DELETE", "/api/me", Map.of("password", "correct horse"))
                            .status())
                    .isEqualTo(204);

            Awaitility.await("sessions are cut")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> !here.isOpen() && !there.isOpen());
            for (Replica replica : List.of(first, second)) {
                Awaitility.await("tokens are refused")
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> replica.call(mina, "GET", "/api/me", null).status() == 401);
            }
            assertThat(first.call(
                                    null,
                                    "POST",
                                    "/api/sessions",
                                    Map.of("handle", mina.handle(), "password", "correct horse"))
                            .status())
                    .isEqualTo(401);

            Awaitility.await("all is hidden")
                    .atMost(SOON)
                    .until(() -> guest.events(room).stream()
                            .anyMatch(event -> event.path("type").asString().equals("cleared")));
            for (Replica replica : List.of(first, second)) {
                try (ChatClient late = replica.session(null)) {
                    assertThat(join(late, room).toString()).doesNotContain("my secret words");
                }
            }
            Awaitility.await("names and words are gone")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        String stored = pair.rows("SELECT body FROM room_events WHERE room_id = ?", room)
                                + pair.rows("SELECT body FROM room_events WHERE room_id = ?", direct)
                                + recent(room);
                        assertThat(stored).contains("an answer").doesNotContain("secret", "unforgettable");
                    });
            Awaitility.await("the rest is gone").atMost(SOON).untilAsserted(() -> {
                for (String table : List.of("sign_ins", "room_roles", "room_likes", "room_follows")) {
                    assertThat(pair.rows("SELECT viewer_id FROM " + table + " WHERE viewer_id = ?", mina.id()))
                            .isEmpty();
                }
            });
            JsonNode left = first.call(null, "GET", "/api/rooms/" + own, null).body();
            assertThat(left.path("open").asBoolean()).isFalse();
            assertThat(left.path("title").asString()).isEmpty();
            assertThat(left.path("owner").path("name").asString()).isEmpty();
            assertThat(first.call(null, "GET", "/api/rooms/" + room, null)
                            .body()
                            .path("likes")
                            .asInt())
                    .isZero();
            assertThat(first.call(noah, "GET", "/api/conversations", null)
                            .body()
                            .toString())
                    .contains(direct)
                    .doesNotContain("unforgettable", "secret");
            assertThat(first.call(noah, "POST", "/api/rooms/" + direct + "/messages", Map.of("text", "hello?"))
                            .code())
                    .isEqualTo("room_closed");
        }
    }

    @Test
    void theProgramsOfTheirRoomsGoWithWhoLeaves() {
        Person mina = first.person("mina");
        Person noah = first.person("noah");
        String own = first.room(mina);
        String other = first.room(noah);
        JsonNode made = bot(mina, own);
        JsonNode staying = bot(noah, other);
        JsonNode webhook = webhook(mina, own, "minas");
        JsonNode stayingWebhook = webhook(noah, other, "noahs");
        pair.update(
                "INSERT INTO webhook_deliveries (id, webhook_id, state, types, from_ordinal, from_offset, to_ordinal,"
                        + " to_offset, events, created_at) SELECT id, id, 'failed', types, 0, 0, 0, 1, 1, 0 FROM webhooks"
                        + " WHERE id = ?",
                webhook.path("id").asString());
        List<JsonNode> exported = first.lines(mina, "/api/me/export");
        assertThat(exported.stream()
                        .filter(line -> line.path("kind").asString().equals("bot"))
                        .map(line -> line.path("name").asString()))
                .containsExactly("Timer");
        assertThat(exported.stream()
                        .filter(line -> line.path("kind").asString().equals("webhook"))
                        .map(line -> line.path("url").asString()))
                .containsExactly("https://example.com/minas");
        assertThat(exported.toString())
                .doesNotContain(
                        "noahs",
                        made.path("token").asString(),
                        webhook.path("secret").asString());

        try (ChatClient session = second.session(begin(made))) {
            assertThat(session.await("welcome").path("viewer").path("id")).isEqualTo(made.path("id"));
            assertThat(first.call(mina, "DELETE", "/api/me", Map.of("password", "correct horse"))
                            .status())
                    .isEqualTo(204);
            Awaitility.await("the session of the bot is cut").atMost(SOON).until(() -> !session.isOpen());
        }
        for (Replica replica : List.of(first, second)) {
            assertThat(exchange(replica, made).code()).isEqualTo("token_invalid");
            assertThat(exchange(replica, staying).status()).isEqualTo(201);
        }
        Awaitility.await("webhooks are gone").atMost(SOON).untilAsserted(() -> {
            assertThat(pair.rows("SELECT id FROM webhooks WHERE room_id = ?", own))
                    .isEmpty();
            assertThat(pair.rows(
                            "SELECT id FROM webhook_deliveries WHERE webhook_id = ?",
                            webhook.path("id").asString()))
                    .isEmpty();
            assertThat(pair.rows("SELECT detail FROM audit WHERE room_id = ?", own))
                    .doesNotContain("example.com");
        });
        assertThat(pair.rows("SELECT id FROM webhooks WHERE room_id = ?", other))
                .contains(stayingWebhook.path("id").asString());
    }

    @Test
    void whatWaitsForModeratorsNamesNobodyWhoLeft() {
        Person owner = first.person("owner");
        Person mina = first.person("minaunforgettable");
        Person noah = first.person("noah");
        String room = first.room(owner);
        assertThat(first.call(
                                owner,
                                "PUT",
                                "/api/rooms/" + room + "/blocked-words",
                                Map.of("words", List.of(Map.of("pattern", "spoiler*", "action", "hold"))))
                        .status())
                .isEqualTo(200);
        try (ChatClient session = first.session(mina);
                ChatClient answering = first.session(noah)) {
            join(session, room);
            join(answering, room);
            String said = post(session, room, "my secret words");
            String kept = post(answering, room, "to be kept");
            Awaitility.await("the list is known")
                    .atMost(SOON)
                    .until(() -> answering
                            .ask(Map.of("type", "post", "room", room, "text", "a spoiler", "replyTo", said))
                            .path("code")
                            .asString("")
                            .equals("held"));
            answering.ask(Map.of("type", "post", "room", room, "text", "another spoiler", "replyTo", kept));
            assertThat(held(room)).contains("secret", "unforgettable", "to be kept");
            assertThat(first.call(mina, "DELETE", "/api/me", Map.of("password", "correct horse"))
                            .status())
                    .isEqualTo(204);
        }
        Awaitility.await("the reply names nobody")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(held(room)).doesNotContain("secret", "unforgettable"));
        assertThat(held(room)).contains("to be kept", "noah");
        String shown = first.call(owner, "GET", "/api/rooms/" + room + "/held", null)
                .body()
                .toString();
        assertThat(shown).contains("a spoiler").doesNotContain("secret", "unforgettable");
    }

    private String held(String room) {
        return pair.rows("SELECT reply_to FROM held_messages WHERE room_id = ?", room);
    }

    private JsonNode bot(Person owner, String room) {
        return first.call(
                        owner,
                        "POST",
                        "/api/rooms/" + room + "/bots",
                        Map.of("name", "Timer", "scopes", List.of("post")))
                .body();
    }

    private JsonNode webhook(Person owner, String room, String path) {
        Map<String, Object> wanted = Map.of("url", "https://example.com/" + path, "events", List.of("settings"));
        Answer made = first.call(owner, "POST", "/api/rooms/" + room + "/webhooks", wanted);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.body();
    }

    private static Answer exchange(Replica replica, JsonNode bot) {
        Map<String, Object> token = Map.of("token", bot.path("token").asString());
        return replica.call(null, "POST", "/api/bots/sessions", token);
    }

    private Person begin(JsonNode bot) {
        Answer begun = exchange(first, bot);
        return new Person(
                bot.path("id").asString(), "", begun.body().path("accessToken").asString());
    }

    @Test
    void aRoomKeepsItsHistoryAsLongAsItsSettingsSay() {
        Person owner = first.person("owner");
        String room = first.room(owner);
        String path = "/api/rooms/" + room;
        Answer refused = first.call(owner, "PATCH", path, Map.of("settings", Map.of("retentionDays", 0)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("field").asString()).isEqualTo("settings.retentionDays");
        for (int i = 0; i < 3; i++) {
            first.call(owner, "POST", path + "/messages", Map.of("text", "line " + i));
        }
        awaitHistory(room, "line 2");
        pair.update(
                "UPDATE room_events SET at = at - 2 * 86400000 WHERE room_id = ? AND (body LIKE '%line 0%' OR body LIKE '%line 1%')",
                room);
        JsonNode changed = first.call(owner, "PATCH", path, Map.of("settings", Map.of("retentionDays", 1)))
                .body();
        assertThat(changed.path("settings").path("retentionDays").asInt()).isEqualTo(1);
        Awaitility.await("old lines are gone")
                .atMost(SOON)
                .until(() -> !history(room).contains("line 1"));
        assertThat(history(room)).contains("line 2").doesNotContain("line 0");
        JsonNode kept = first.call(owner, "PATCH", path, Map.of("settings", Map.of("retentionDays", -1)))
                .body();
        assertThat(kept.path("settings").has("retentionDays")).isFalse();
    }

    private void assertStatus(Person as, String method, String path, int status) {
        Answer answer = first.call(as, method, path, null);
        assertThat(answer.status()).as("%s %s: %s", method, path, answer).isEqualTo(status);
    }

    private String recent(String room) {
        return String.valueOf(first.bean(ReactiveStringRedisTemplate.class)
                .opsForZSet()
                .range("spate:recent:{" + room + "}", Range.unbounded())
                .collectList()
                .block(SOON));
    }

    private String history(String room) {
        return first.call(null, "GET", "/api/rooms/" + room + "/messages", null)
                .body()
                .toString();
    }

    private void awaitHistory(String room, String text) {
        Awaitility.await("stored").atMost(SOON).until(() -> history(room).contains(text));
    }

    private static JsonNode join(ChatClient session, String room) {
        JsonNode joined = session.ask(Map.of("type", "join", "room", room));
        assertThat(joined.path("type").asString()).as("%s", joined).isEqualTo("joined");
        return joined;
    }

    private static String post(ChatClient session, String room, String text) {
        JsonNode posted = session.ask(Map.of("type", "post", "room", room, "text", text));
        assertThat(posted.path("type").asString()).as("%s", posted).isEqualTo("posted");
        return posted.path("event").asString();
    }

    private static void awaitText(ChatClient session, String room, String text) {
        Awaitility.await(text)
                .atMost(SOON)
                .until(() -> session.events(room).stream()
                        .anyMatch(event -> event.path("text").asString("").equals(text)));
    }
}
