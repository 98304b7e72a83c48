package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spate.standalone.Replica.Answer;
import spate.standalone.Replica.Person;
import spate.testing.ChatClient;
import spate.testing.SseReader;
import tools.jackson.databind.JsonNode;

/// Conversations of two, over both transports and REST, on two replicas.
@ExtendWith(Pair.Extension.class)
class DirectRoomsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Replica first;
    private final Replica second;

    DirectRoomsIT(Pair pair) {
        this.first = pair.first();
        this.second = pair.second();
    }

    @Test
    void aPairHasOneConversationWhoeverBeginsIt() {
        Person mina = first.person("mina");
        Person noah = first.person("noah");
        Answer made = begin(mina, noah.handle());
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("kind").asString()).isEqualTo("direct");
        assertThat(made.body().path("with").path("handle").asString()).isEqualTo(noah.handle());
        Answer again = begin(noah, mina.handle());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("id")).isEqualTo(made.body().path("id"));
        assertThat(again.body().path("with").path("handle").asString()).isEqualTo(mina.handle());

        assertThat(begin(mina, mina.handle()).body().path("field").asString()).isEqualTo("with");
        assertThat(begin(mina, "nobody_here").code()).isEqualTo("viewer_unknown");
        assertStatus(mina, "POST", "/api/rooms", Map.of("kind", "direct"), 422, "invalid");
        assertStatus(
                mina,
                "POST",
                "/api/rooms",
                Map.of("id", made.body().path("id").asString(), "title", "x"),
                422,
                "invalid");
    }

    @Test
    void nobodyElseIsToldThatItIsThere() {
        Person mina = first.person("mina");
        Person noah = first.person("noah");
        Person eve = first.person("eve");
        String room = room(mina, noah);
        String path = "/api/rooms/" + room;
        try (ChatClient here = first.session(mina);
                ChatClient there = second.session(noah);
                ChatClient stranger = second.session(eve);
                ChatClient guest = first.session(null)) {
            assertThat(join(here, room).path("role").asString()).isEqualTo("viewer");
            join(there, room);
            assertThat(ask(here, room, "is the lamp still there?").path("type").asString())
                    .isEqualTo("posted");
            awaitText(there, room, "is the lamp still there?");
            awaitHistory(noah, room, "is the lamp still there?");

            for (ChatClient other : List.of(stranger, guest)) {
                assertThat(other.ask(Map.of("type", "join", "room", room))
                                .path("code")
                                .asString())
                        .isEqualTo("room_unknown");
            }
            for (boolean isGuest : new boolean[] {false, true}) {
                Person other = isGuest ? null : eve;
                assertStatus(other, "GET", path, null, 404, "room_unknown");
                assertStatus(other, "GET", path + "/messages", null, 404, "room_unknown");
                assertThat(sse(first, room, other).status()).isEqualTo(404);
            }
            for (String call : List.of(
                    "PATCH ",
                    "DELETE ",
                    "PUT /like",
                    "PUT /shield",
                    "GET /audit",
                    "GET /moderators",
                    "GET /restrictions")) {
                String method = call.substring(0, call.indexOf(' '));
                String under = path + call.substring(call.indexOf(' ') + 1);
                assertStatus(eve, method, under, method.equals("PATCH") ? Map.of() : null, 404, "room_unknown");
            }
            assertStatus(eve, "POST", path + "/messages", Map.of("text", "hello"), 404, "room_unknown");
            assertStatus(eve, "PUT", path + "/read", Map.of("position", "abcdefgh.1"), 404, "room_unknown");
            assertStatus(eve, "DELETE", path + "/messages/" + "a".repeat(21) + "Q", null, 404, "room_unknown");
            for (String list : List.of("", "&mine=true", "&query=dm")) {
                assertThat(first.call(mina, "GET", "/api/rooms?sort=recent&limit=100" + list, null)
                                .body()
                                .toString())
                        .doesNotContain(room);
            }

            // The two are equals: neither moderates the other, nor runs the room.
            assertStatus(mina, "PATCH", path, Map.of("title", "mine"), 403, "forbidden");
            assertStatus(mina, "PUT", path + "/restrictions/" + noah.id(), Map.of("kind", "ban"), 403, "forbidden");
            assertStatus(noah, "PUT", path + "/shield", null, 403, "forbidden");

            // Whoever speaks for somebody else from now on is out.
            assertThat(here.ask(Map.of("type", "hello", "token", eve.token()))
                            .path("type")
                            .asString())
                    .isEqualTo("welcome");
            assertThat(ask(here, room, "x").path("code").asString()).isEqualTo("not_joined");
        }
    }

    @Test
    void aReaderOfServerSentEventsBringsATokenAndGoesWithIt() {
        Person mina = first.person("mina");
        Person noah = first.person("noah");
        String room = room(mina, noah);
        try (SseReader reader = sse(second, room, noah);
                ChatClient session = first.session(mina)) {
            reader.await("joined");
            join(session, room);
            ask(session, room, "good morning");
            assertThat(reader.await("message").data().path("text").asString()).isEqualTo("good morning");
            assertThat(SseReader.open(second.sse("/sse/rooms/" + room), Map.of("Authorization", "Bearer x"))
                            .status())
                    .isEqualTo(401);
            // Another sign-in changes the password, which ends the one that reads.
            assertStatus(
                    first.signIn(noah.handle()),
                    "PUT",
                    "/api/me/password",
                    Map.of("current", "correct horse", "password", "another horse"),
                    204,
                    "");
            Awaitility.await("the stream ends").atMost(Duration.ofSeconds(5)).until(reader::isEnded);
        }
    }

    @Test
    void theListTellsWhatIsUnreadTheLastActiveFirst() {
        Person mina = first.person("mina");
        Person noah = first.person("noah");
        Person sora = first.person("sora");
        String withNoah = room(mina, noah);
        String withSora = room(sora, mina);
        assertThat(rooms(mina, "")).containsExactly(withSora, withNoah);
        for (int i = 0; i < 3; i++) {
            post(noah, withNoah, "line " + i);
        }
        post(mina, withNoah, "an answer");
        awaitHistory(mina, withNoah, "an answer");
        JsonNode newest = conversations(mina, "?limit=1");
        JsonNode talk = newest.path("conversations").get(0);
        assertThat(talk.path("room").asString()).isEqualTo(withNoah);
        assertThat(talk.path("with").path("handle").asString()).isEqualTo(noah.handle());
        assertThat(talk.path("last").path("text").asString()).isEqualTo("an answer");
        assertThat(talk.path("unread").asInt()).isEqualTo(3);
        assertThat(talk.has("readPosition")).isFalse();
        assertThat(rooms(mina, "?limit=1&cursor=" + newest.path("next").asString()))
                .containsExactly(withSora);

        JsonNode page = first.call(mina, "GET", "/api/rooms/" + withNoah + "/messages?limit=3", null)
                .body();
        String afterSecond = page.path("before").asString();
        assertStatus(mina, "PUT", "/api/rooms/" + withNoah + "/read", Map.of("position", afterSecond), 204, "");
        assertThat(unread(mina, withNoah)).isEqualTo(1);
        String end = page.path("after").asString();
        assertStatus(mina, "PUT", "/api/rooms/" + withNoah + "/read", Map.of("position", end), 204, "");
        assertStatus(mina, "PUT", "/api/rooms/" + withNoah + "/read", Map.of("position", afterSecond), 204, "");
        assertThat(unread(mina, withNoah)).isZero();
        assertThat(unread(noah, withNoah)).isEqualTo(1);
        assertStatus(mina, "PUT", "/api/rooms/" + withNoah + "/read", Map.of("position", "abcdefgh.1"), 422, "invalid");
        assertStatus(mina, "PUT", "/api/rooms/" + withNoah + "/read", Map.of(), 422, "invalid");
        String open = first.room(mina);
        assertStatus(mina, "PUT", "/api/rooms/" + open + "/read", Map.of("position", end), 409, "not_direct");
    }

    @Test
    void whoIsBlockedCanNeitherWriteNorBegin() {
        Person mina = first.person("mina");
        Person noah = first.person("noah");
        Person sora = first.person("sora");
        String room = room(mina, noah);
        try (ChatClient there = second.session(noah)) {
            join(there, room);
            assertThat(ask(there, room, "hello").path("type").asString()).isEqualTo("posted");
            assertStatus(mina, "PUT", "/api/me/blocks/" + noah.id(), null, 204, "");
            Awaitility.await("paused")
                    .atMost(SOON)
                    .until(() ->
                            ask(there, room, "hello?").path("code").asString().equals("room_shielded"));
            assertStatus(mina, "POST", "/api/rooms/" + room + "/messages", Map.of("text", "x"), 409, "room_shielded");
            assertThat(conversations(mina, "")
                            .path("conversations")
                            .get(0)
                            .path("blocked")
                            .asBoolean())
                    .isTrue();
            assertThat(first.call(mina, "GET", "/api/me/blocks", null)
                            .body()
                            .path("viewers")
                            .get(0)
                            .path("handle")
                            .asString())
                    .isEqualTo(noah.handle());
            assertStatus(mina, "DELETE", "/api/me/blocks/" + noah.id(), null, 204, "");
            Awaitility.await("goes on")
                    .atMost(SOON)
                    .until(() -> ask(there, room, "thank you")
                            .path("type")
                            .asString()
                            .equals("posted"));

            assertStatus(sora, "PUT", "/api/me/blocks/" + noah.id(), null, 204, "");
            assertThat(begin(noah, sora.handle()).code()).isEqualTo("forbidden");
            assertStatus(sora, "PUT", "/api/me/blocks/" + sora.id(), null, 403, "forbidden");
            assertStatus(sora, "PUT", "/api/me/blocks/" + "a".repeat(22), null, 404, "viewer_unknown");
        }
    }

    private Answer begin(Person viewer, String with) {
        return first.call(viewer, "POST", "/api/rooms", Map.of("kind", "direct", "with", with));
    }

    private String room(Person viewer, Person with) {
        Answer begun = begin(viewer, with.handle());
        assertThat(begun.status()).as("%s", begun).isEqualTo(201);
        return begun.body().path("id").asString();
    }

    private JsonNode conversations(Person viewer, String query) {
        return second.call(viewer, "GET", "/api/conversations" + query, null).body();
    }

    private List<String> rooms(Person viewer, String query) {
        return conversations(viewer, query)
                .path("conversations")
                .valueStream()
                .map(each -> each.path("room").asString())
                .toList();
    }

    private int unread(Person viewer, String room) {
        return conversations(viewer, "")
                .path("conversations")
                .valueStream()
                .filter(each -> each.path("room").asString().equals(room))
                .findFirst()
                .orElseThrow()
                .path("unread")
                .asInt();
    }

    private void assertStatus(
            @Nullable Person as, String method, String path, @Nullable Object body, int status, String code) {
        Answer answer = first.call(as, method, path, body);
        assertThat(answer.status()).as("%s %s: %s", method, path, answer).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    private void post(Person viewer, String room, String text) {
        assertStatus(viewer, "POST", "/api/rooms/" + room + "/messages", Map.of("text", text), 201, "");
    }

    private static SseReader sse(Replica replica, String room, @Nullable Person viewer) {
        return SseReader.open(
                replica.sse("/sse/rooms/" + room),
                viewer == null ? Map.of() : Map.of("Authorization", "Bearer " + viewer.token()));
    }

    private static JsonNode join(ChatClient session, String room) {
        JsonNode joined = session.ask(Map.of("type", "join", "room", room));
        assertThat(joined.path("type").asString()).as("%s", joined).isEqualTo("joined");
        return joined;
    }

    private static JsonNode ask(ChatClient session, String room, String text) {
        return session.ask(Map.of("type", "post", "room", room, "text", text));
    }

    private static void awaitText(ChatClient session, String room, String text) {
        Awaitility.await(text)
                .atMost(SOON)
                .until(() -> session.events(room).stream()
                        .anyMatch(event -> event.path("text").asString("").equals(text)));
    }

    private void awaitHistory(Person viewer, String room, String text) {
        Awaitility.await("stored")
                .atMost(SOON)
                .until(() -> first.call(viewer, "GET", "/api/rooms/" + room + "/messages", null)
                        .body()
                        .toString()
                        .contains(text));
    }
}
