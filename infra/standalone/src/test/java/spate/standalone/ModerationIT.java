package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.standalone.Replica.Answer;
import spate.standalone.Replica.Person;
import spate.testing.ChatClient;
import spate.testing.SseReader;
import tools.jackson.databind.JsonNode;

/// What moderators do, over REST, as sessions on two replicas and whoever comes later see it.
@ExtendWith(Pair.Extension.class)
class ModerationIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int BANS = Integer.getInteger("spate.bans", 10);

    private static @Nullable Pair pair;

    /// Those of each test are others.
    private final Person owner = first().person("owner");

    private final Person mina = first().person("mina");
    private final Person noah = first().person("noah");
    private final String room = first().room(owner);
    private final String rooms = "/api/rooms/" + room;

    @BeforeAll
    static void take(Pair shared) {
        pair = shared;
    }

    @Test
    void aBanCutsAllSessionsOfTheViewerOnAllReplicasAndHidesTheRest() {
        try (ChatClient here = first().session(mina);
                ChatClient there = second().session(mina);
                ChatClient guest = second().session(null)) {
            join(here, room);
            join(there, room);
            join(guest, room);
            assertThat(post(here, room, "something bad").path("type").asString())
                    .isEqualTo("posted");
            awaitText(guest, room, "something bad");

            ban(owner, room, mina);
            awaitEvent(guest, room, "cleared");
            for (ChatClient session : List.of(here, there)) {
                awaitEvent(session, room, "cleared");
                assertThat(post(session, room, "more").path("code").asString()).isEqualTo("banned");
            }
            Answer overRest = first().call(mina, "POST", rooms + "/messages", Map.of("text", "x"));
            assertThat(overRest.status()).isEqualTo(403);
            assertThat(overRest.code()).isEqualTo("banned");
            assertGone(room, "something bad");

            assertThat(first().call(owner, "DELETE", rooms + "/restrictions/" + mina.id(), null)
                            .status())
                    .isEqualTo(204);
            awaitEvent(there, room, "lifted");
            assertThat(post(there, room, "better now").path("type").asString()).isEqualTo("posted");
            awaitText(guest, room, "better now");
            awaitHistory(room, "better now");
            assertGone(room, "something bad");
        }
    }

    /// How long each took is printed; `-Dspate.bans=200` makes it many.
    @Test
    void everyBanTakesEffectOnAllReplicas() {
        String restriction = rooms + "/restrictions/" + mina.id();
        List<Long> millis = new ArrayList<>();
        try (ChatClient here = first().session(mina);
                ChatClient there = second().session(mina)) {
            List<ChatClient> sessions = List.of(here, there);
            sessions.forEach(session -> join(session, room));
            for (int n = 1; n <= BANS; n++) {
                long begun = System.nanoTime();
                ban(owner, room, mina);
                for (ChatClient session : sessions) {
                    awaitEvents(session, room, "cleared", n);
                }
                millis.add((System.nanoTime() - begun) / 1_000_000);
                for (ChatClient session : sessions) {
                    assertThat(post(session, room, "more").path("code").asString())
                            .isEqualTo("banned");
                }
                assertStatus(owner, "DELETE", restriction, null, 204, "");
                for (ChatClient session : sessions) {
                    awaitEvents(session, room, "lifted", n);
                    assertThat(post(session, room, "again").path("type").asString())
                            .isEqualTo("posted");
                }
            }
        }
        millis.sort(null);
        System.out.printf(
                "%d bans, from the request to the sessions on both replicas: p50 %d ms, p99 %d ms, longest %d ms%n",
                BANS, millis.get(BANS / 2), millis.get(BANS * 99 / 100), millis.getLast());
    }

    private static void awaitEvents(ChatClient session, String room, String type, int count) {
        session.await(
                _ -> session.events(room).stream()
                                .filter(event -> event.path("type").asString().equals(type))
                                .count()
                        >= count,
                SOON);
    }

    @Test
    void aRemovedMessageIsGoneEverywhere() {
        try (ChatClient session = first().session(mina);
                ChatClient guest = second().session(null)) {
            String before = join(guest, room).path("position").asString();
            join(session, room);
            String own = post(session, room, "my secret words").path("event").asString();
            answer(session, room, "an answer", own);
            String other = post(session, room, "another line").path("event").asString();
            awaitText(guest, room, "another line");
            awaitHistory(room, "another line");
            assertThat(quoteOf(room, "an answer")).isEqualTo("my secret words");

            assertStatus(noah, "DELETE", rooms + "/messages/" + own, null, 403, "forbidden");
            assertStatus(mina, "DELETE", rooms + "/messages/" + own, null, 204, "");
            assertStatus(mina, "DELETE", rooms + "/messages/" + own, null, 204, "");
            awaitEvent(guest, room, "removed");
            assertGone(room, "my secret words");
            // Sent again by who got no answer: it is gone already.
            assertStatus(mina, "DELETE", rooms + "/messages/" + own, null, 204, "");
            assertStatus(noah, "DELETE", rooms + "/messages/" + own, null, 403, "forbidden");
            awaitHistory(room, "another line");
            // The reply stays.
            assertThat(quoteOf(room, "an answer")).isEmpty();

            // Who was away meanwhile goes on from before it, and is given the rest.
            try (ChatClient back = second().session(null)) {
                JsonNode joined = back.ask(Map.of("type", "join", "room", room, "after", before));
                assertThat(joined.path("recovered").asBoolean()).isTrue();
                awaitText(back, room, "another line");
                JsonNode replyTo = awaitText(back, room, "an answer").path("replyTo");
                assertThat(replyTo.path("id").asString()).isEqualTo(own);
                assertThat(replyTo.path("excerpt").asString("?")).isEmpty();
                assertThat(back.frames().toString()).doesNotContain("my secret words");
            }
            assertStatus(owner, "PUT", rooms + "/pin", Map.of("event", own), 404, "message_unknown");
            assertStatus(owner, "PUT", rooms + "/pin", Map.of("event", other), 200, "");
            awaitEvent(guest, room, "pinned");
            try (ChatClient late = second().session(null)) {
                assertThat(join(late, room).path("pinned").path("text").asString())
                        .isEqualTo("another line");
            }
            assertStatus(owner, "DELETE", rooms + "/messages/" + other, null, 204, "");
            assertGone(room, "another line");
            try (ChatClient late = second().session(null)) {
                assertThat(join(late, room).path("pinned").isNull()).isTrue();
            }
        }
    }

    @Test
    void whatIsClearedIsGoneFromReplies() {
        try (ChatClient session = first().session(mina);
                ChatClient answering = second().session(noah);
                ChatClient guest = second().session(null)) {
            String before = join(guest, room).path("position").asString();
            join(session, room);
            join(answering, room);
            String said = post(session, room, "my secret words").path("event").asString();
            awaitText(answering, room, "my secret words");
            String reply = answer(answering, room, "an answer", said);
            awaitHistory(room, "an answer");
            assertStatus(
                    owner,
                    "PUT",
                    rooms + "/blocked-words",
                    Map.of("words", List.of(Map.of("pattern", "spoiler*", "action", "hold"))),
                    200,
                    "");
            assertStatus(noah, "POST", rooms + "/messages", Map.of("text", "spoiler", "replyTo", said), 422, "held");
            assertStatus(owner, "PUT", rooms + "/pin", Map.of("event", reply), 200, "");
            awaitEvent(guest, room, "pinned");
            assertStatus(owner, "DELETE", rooms + "/viewers/" + mina.id() + "/messages", null, 204, "");
            awaitEvent(guest, room, "cleared");
            JsonNode held =
                    first().call(owner, "GET", rooms + "/held", null).body().path("messages");
            assertThat(held.path(0).path("replyTo").path("id").asString()).isEqualTo(said);
            assertThat(held.toString()).doesNotContain("my secret words");

            String since = post(session, room, "better words").path("event").asString();
            awaitText(answering, room, "better words");
            answer(answering, room, "another answer", since);
            awaitHistory(room, "another answer");
            assertGone(room, "my secret words");
            assertThat(quoteOf(room, "an answer")).isEmpty();
            assertThat(quoteOf(room, "another answer")).isEqualTo("better words");
            for (Replica replica : List.of(first(), second())) {
                try (ChatClient back = replica.session(null)) {
                    JsonNode joined = back.ask(Map.of("type", "join", "room", room, "after", before));
                    assertThat(joined.path("recovered").asBoolean()).isTrue();
                    assertThat(joined.path("pinned").path("id").asString()).isEqualTo(reply);
                    awaitText(back, room, "another answer");
                    assertThat(back.frames().toString()).contains("an answer").doesNotContain("my secret words");
                }
            }
        }
    }

    @Test
    void whatStandsBehindABanInTheLogIsShownToNobody() {
        try (ChatClient writer = second().session(mina);
                ChatClient here = first().session(null);
                ChatClient there = second().session(null)) {
            join(writer, room);
            join(here, room);
            join(there, room);
            // Posts are under way on one replica while the other decides.
            for (int n = 0; n < 400; n++) {
                writer.send(Map.of("type", "post", "id", 1_000 + n, "room", room, "text", "line " + n));
                if (n == 200) {
                    Thread.ofVirtual().start(() -> ban(owner, room, mina));
                }
            }
            writer.await(frame -> frame.path("re").asInt() == 1_399, SOON);
            awaitEvent(here, room, "cleared");
            awaitEvent(there, room, "cleared");
            String last = first().call(owner, "POST", rooms + "/notices", Map.of("text", "the end"))
                    .body()
                    .path("event")
                    .asString();
            assertThat(last).isNotEmpty();
            awaitEvent(here, room, "notice");
            awaitEvent(there, room, "notice");
            assertThat(ids(here.events(room))).isEqualTo(ids(there.events(room)));
            for (ChatClient reader : List.of(here, there)) {
                List<String> types = reader.events(room).stream()
                        .map(event -> event.path("type").asString())
                        .toList();
                assertThat(types.subList(types.indexOf("cleared"), types.size()))
                        .containsExactly("cleared", "notice");
            }
            awaitHistory(room, "the end");
            assertGone(room, "\"line ");
        }
    }

    @Test
    void aTimeoutIsOverByItself() {
        try (ChatClient session = second().session(mina)) {
            join(session, room);
            assertStatus(
                    owner,
                    "PUT",
                    rooms + "/restrictions/" + mina.id(),
                    Map.of("kind", "timeout", "seconds", 10, "reason", "calm down"),
                    200,
                    "");
            awaitEvent(session, room, "cleared");
            JsonNode refused = post(session, room, "now");
            assertThat(refused.path("code").asString()).isEqualTo("timed_out");
            assertThat(refused.path("retryAfterMs").asInt()).isBetween(1, 10_000);
            JsonNode listed =
                    first().call(owner, "GET", rooms + "/restrictions", null).body();
            assertThat(listed.path("restrictions").get(0).path("reason").asString())
                    .isEqualTo("calm down");
            Awaitility.await("the timeout is over")
                    .atMost(SOON)
                    .until(() ->
                            post(session, room, "later").path("type").asString().equals("posted"));
            awaitHistory(room, "later");
        }
    }

    @Test
    void rolesShieldAndNoticesReachEveryReplica() {
        try (ChatClient moderator = second().session(mina);
                ChatClient viewer = second().session(noah)) {
            assertThat(join(moderator, room).path("role").asString()).isEqualTo("viewer");
            join(viewer, room);
            assertStatus(mina, "PUT", rooms + "/shield", null, 403, "forbidden");
            assertStatus(owner, "PUT", rooms + "/moderators/" + mina.id(), null, 204, "");
            awaitEvent(moderator, room, "role");
            assertThat(join(moderator, room).path("role").asString()).isEqualTo("moderator");
            post(moderator, room, "hello from a moderator");
            JsonNode said = awaitText(viewer, room, "hello from a moderator");
            assertThat(said.path("by").path("role").asString()).isEqualTo("moderator");
            assertThat(said.path("by").path("badges").toString()).isEqualTo("[\"moderator\"]");

            assertStatus(mina, "PUT", rooms + "/shield", null, 204, "");
            awaitEvent(viewer, room, "settings");
            assertThat(post(viewer, room, "x").path("code").asString()).isEqualTo("room_shielded");
            assertThat(post(moderator, room, "we pause").path("type").asString())
                    .isEqualTo("posted");
            assertStatus(mina, "DELETE", rooms + "/shield", null, 204, "");
            assertStatus(mina, "PUT", rooms + "/restrictions/" + owner.id(), Map.of("kind", "ban"), 403, "forbidden");
            assertStatus(mina, "PUT", rooms + "/moderators/" + noah.id(), null, 403, "forbidden");
            assertStatus(mina, "PUT", rooms + "/restrictions/" + noah.id(), Map.of("kind", "ban"), 200, "");

            Answer asked = first().call(noah, "POST", rooms + "/unban-requests", Map.of("text", "sorry"));
            assertThat(asked.status()).isEqualTo(201);
            assertStatus(noah, "POST", rooms + "/unban-requests", Map.of("text", "?"), 409, "already_asked");
            assertStatus(
                    mina,
                    "PUT",
                    rooms + "/unban-requests/" + asked.body().path("id").asString(),
                    Map.of("decision", "approve"),
                    200,
                    "");
            awaitEvent(viewer, room, "lifted");
            assertThat(post(viewer, room, "thank you").path("type").asString()).isEqualTo("posted");

            List<String> actions = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = first().call(mina, "GET", rooms + "/audit?limit=2" + cursor, null)
                        .body();
                page.path("entries")
                        .forEach(entry -> actions.add(entry.path("action").asString()));
                cursor = page.path("next").isNull()
                        ? ""
                        : "&cursor=" + page.path("next").asString();
            } while (!cursor.isEmpty());
            assertThat(actions).containsExactly("unban_approved", "ban", "unshield", "shield", "role");
        }
    }

    @Test
    void onlyWhomTheSettingsAdmitMayWrite() {
        try (ChatClient session = second().session(mina)) {
            join(session, room);
            assertStatus(
                    owner,
                    "PATCH",
                    rooms,
                    Map.of("settings", Map.of("followersOnlySeconds", 0, "links", false)),
                    200,
                    "");
            awaitEvent(session, room, "settings");
            assertThat(post(session, room, "x").path("code").asString()).isEqualTo("followers_only");
            assertStatus(mina, "POST", rooms + "/messages", Map.of("text", "x"), 403, "followers_only");
            assertStatus(mina, "PUT", rooms + "/follow", null, 204, "");
            assertThat(post(session, room, "x").path("type").asString()).isEqualTo("posted");
            assertThat(post(session, room, "see spate.tv/mina").path("code").asString())
                    .isEqualTo("links_forbidden");

            assertStatus(
                    owner,
                    "PATCH",
                    rooms,
                    Map.of("settings", Map.of("followersOnlySeconds", -1, "membersOnly", true)),
                    200,
                    "");
            Awaitility.await("members only")
                    .atMost(SOON)
                    .until(() ->
                            post(session, room, "y").path("code").asString().equals("members_only"));
            assertStatus(owner, "PUT", rooms + "/members/" + mina.id(), null, 204, "");
            // What ties a viewer to a room is remembered for ten seconds.
            Awaitility.await("a member")
                    .atMost(SOON)
                    .until(() ->
                            post(session, room, "z").path("type").asString().equals("posted"));
        }
    }

    @Test
    void blockedWordsHoldOnAllReplicasAndAreToldToModeratorsOnly() {
        String words = rooms + "/blocked-words";
        try (ChatClient here = first().session(mina);
                ChatClient there = second().session(mina);
                ChatClient guest = second().session(null);
                ChatClient boss = second().session(owner)) {
            join(here, room);
            join(there, room);
            join(guest, room);
            join(boss, room);
            List<Map<String, String>> list = List.of(
                    Map.of("pattern", "바보", "action", "mask"),
                    Map.of("pattern", "spoiler*", "action", "hold"),
                    Map.of("pattern", "villain", "action", "refuse"));
            assertStatus(mina, "PUT", words, Map.of("words", list), 403, "forbidden");
            assertStatus(mina, "GET", words, null, 403, "forbidden");
            assertStatus(owner, "PUT", words, Map.of("words", list), 200, "");
            assertStatus(owner, "PUT", words, Map.of("words", List.of(Map.of("pattern", "a*b"))), 422, "invalid");
            for (ChatClient session : List.of(here, there)) {
                Awaitility.await("the words are there")
                        .atMost(SOON)
                        .until(() -> post(session, room, "v.i.l.l.a.i.n")
                                .path("code")
                                .asString("")
                                .equals("blocked_word"));
                assertThat(post(session, room, "야 ㅂ ㅏ ㅂ ㅗ").path("type").asString())
                        .isEqualTo("posted");
            }
            awaitText(guest, room, "야 *******");
            assertStatus(mina, "POST", rooms + "/messages", Map.of("text", "VILLAIN"), 422, "blocked_word");
            assertThat(post(boss, room, "the villain").path("type").asString()).isEqualTo("posted");
            assertThat(guest.events(room).toString()).doesNotContain("바보").doesNotContain("spoiler");
            assertThat(first().call(owner, "GET", words, null)
                            .body()
                            .path("words")
                            .size())
                    .isEqualTo(3);

            assertStatus(owner, "PUT", words, Map.of("words", List.of()), 200, "");
            Awaitility.await("the words are gone")
                    .atMost(SOON)
                    .until(() -> post(there, room, "villain")
                            .path("type")
                            .asString("")
                            .equals("posted"));
        }
    }

    @Test
    void heldMessagesWaitForModeratorsAndAppearOnce() {
        assertStatus(
                owner,
                "PUT",
                rooms + "/blocked-words",
                Map.of("words", List.of(Map.of("pattern", "spoiler*", "action", "hold"))),
                200,
                "");
        try (ChatClient session = first().session(mina);
                ChatClient guest = second().session(null)) {
            join(session, room);
            join(guest, room);
            Map<String, Object> spoiler =
                    Map.of("type", "post", "room", room, "text", "a spoiler: he wins", "key", "k1");
            assertThat(session.ask(spoiler).path("code").asString()).isEqualTo("held");
            assertThat(session.ask(spoiler).path("code").asString()).isEqualTo("held");
            assertStatus(mina, "POST", rooms + "/messages", Map.of("text", "no spoilers", "key", "k2"), 422, "held");

            assertStatus(mina, "GET", rooms + "/held", null, 403, "forbidden");
            JsonNode page =
                    first().call(owner, "GET", rooms + "/held?limit=1", null).body();
            JsonNode held = page.path("messages").path(0);
            assertThat(held.path("text").asString()).isEqualTo("a spoiler: he wins");
            JsonNode other = first().call(
                            owner,
                            "GET",
                            rooms + "/held?cursor=" + page.path("next").asString(),
                            null)
                    .body()
                    .path("messages")
                    .path(0);
            assertThat(guest.events(room).toString()).doesNotContain("spoiler");

            String decide = rooms + "/held/" + held.path("id").asString();
            assertStatus(mina, "PUT", decide, Map.of("decision", "approve"), 403, "forbidden");
            assertStatus(owner, "PUT", decide, Map.of("decision", "maybe"), 422, "invalid");
            assertStatus(owner, "PUT", decide, Map.of("decision", "approve"), 200, "");
            assertStatus(owner, "PUT", decide, Map.of("decision", "refuse"), 409, "already_answered");
            JsonNode shown = awaitText(guest, room, "a spoiler: he wins");
            assertThat(shown.path("id")).isEqualTo(held.path("id"));
            assertThat(shown.path("by").path("id").asString()).isEqualTo(mina.id());

            assertStatus(
                    owner,
                    "PUT",
                    rooms + "/held/" + other.path("id").asString(),
                    Map.of("decision", "refuse"),
                    200,
                    "");
            assertStatus(
                    mina, "POST", rooms + "/messages", Map.of("text", "no spoilers", "key", "k2"), 422, "blocked_word");
            JsonNode mine =
                    first().call(mina, "GET", rooms + "/held/mine", null).body().path("messages");
            assertThat(mine.path(0).path("state").asString()).isEqualTo("refused");
            assertThat(mine.path(1).path("state").asString()).isEqualTo("approved");

            awaitHistory(room, "a spoiler: he wins");
            assertThat(guest.events(room).stream()
                            .filter(event -> event.path("text").asString("").contains("spoiler")))
                    .hasSize(1);
            assertThat(session.ask(Map.of("type", "post", "room", room, "text", "another spoiler"))
                            .path("code")
                            .asString())
                    .isEqualTo("held");
            String last = first().call(owner, "GET", rooms + "/held", null)
                    .body()
                    .path("messages")
                    .path(0)
                    .path("id")
                    .asString();
            ban(owner, room, mina);
            assertStatus(
                    owner, "PUT", rooms + "/held/" + last, Map.of("decision", "approve"), 409, "author_restricted");
        }
        List<String> actions = new ArrayList<>();
        first().call(owner, "GET", rooms + "/audit", null)
                .body()
                .path("entries")
                .forEach(entry -> actions.add(entry.path("action").asString()));
        assertThat(actions).containsExactly("ban", "held_refused", "held_approved", "words");
    }

    @Test
    void aDonationReachesEveryReplica() {
        try (ChatClient here = first().session(mina);
                ChatClient there = second().session(null);
                SseReader reader = SseReader.open(second().sse("/sse/rooms/" + room))) {
            join(here, room);
            join(there, room);
            reader.await("joined");
            Answer begun = first().call(mina, "POST", "/api/wallet/topups", Map.of("amount", 20_000), "top-up");
            assertThat(begun.status()).isEqualTo(201);
            String checkout = begun.body().path("checkout").asString();
            assertStatus(mina, "POST", checkout, Map.of("outcome", "paid"), 200, "");
            Map<String, Object> donation = Map.of("amount", 5_000, "text", "a gift for you");
            String path = rooms + "/donations";
            Answer given = first().call(mina, "POST", path, donation, "gift");
            // The same key over another replica is the same donation.
            assertThat(second().call(mina, "POST", path, donation, "gift")).isEqualTo(given);
            assertThat(given.status()).isEqualTo(201);

            for (ChatClient session : List.of(here, there)) {
                JsonNode told = awaitText(session, room, "a gift for you");
                assertThat(told.path("type").asString()).isEqualTo("donation");
                assertThat(told.path("id").asString())
                        .isEqualTo(given.body().path("id").asString());
                assertThat(told.path("by").path("name").asString()).isEqualTo("mina");
                assertThat(told.path("amount").asLong()).isEqualTo(5_000);
                assertThat(told.path("tier").asInt()).isEqualTo(2);
            }
            assertThat(reader.await("donation").toString()).contains("a gift for you");
            awaitHistory(room, "a gift for you");
            try (ChatClient late = second().session(null)) {
                assertThat(join(late, room).path("history").toString()).contains("a gift for you");
            }
        }
    }

    @Test
    void aDonationThatIsRemovedOrRefundedIsGoneEverywhere() {
        try (ChatClient guest = second().session(null)) {
            String before = join(guest, room).path("position").asString();
            Answer begun = first().call(mina, "POST", "/api/wallet/topups", Map.of("amount", 20_000), "top-up");
            assertStatus(mina, "POST", begun.body().path("checkout").asString(), Map.of("outcome", "paid"), 200, "");
            String bad = give(mina, room, "something bad");
            String back = give(mina, room, "a gift to give back");
            give(mina, room, "a gift to keep");
            awaitText(guest, room, "a gift to keep");
            awaitHistory(room, "a gift to keep");

            assertStatus(noah, "DELETE", rooms + "/messages/" + bad, null, 403, "forbidden");
            assertStatus(owner, "PUT", rooms + "/moderators/" + noah.id(), null, 204, "");
            assertStatus(noah, "DELETE", rooms + "/messages/" + bad, null, 204, "");
            assertStatus(owner, "POST", rooms + "/donations/" + back + "/refund", null, 200, "");
            assertStatus(owner, "POST", rooms + "/donations/" + back + "/refund", null, 200, "");
            awaitEvents(guest, room, "removed", 2);
            for (String text : List.of("something bad", "a gift to give back")) {
                assertGone(room, text);
                assertThat(pair().rows("SELECT COALESCE(text, '') FROM donations WHERE room_id = ?", room))
                        .doesNotContain(text);
            }
            awaitHistory(room, "a gift to keep");
            try (ChatClient again = second().session(null)) {
                assertThat(again.ask(Map.of("type", "join", "room", room, "after", before))
                                .path("recovered")
                                .asBoolean())
                        .isTrue();
                awaitText(again, room, "a gift to keep");
                awaitEvents(again, room, "removed", 2);
                assertThat(again.frames().toString()).doesNotContain("something bad", "a gift to give back");
            }
            // Once each, and the money of what was only removed stays where it is.
            assertThat(guest.events(room).stream()
                            .filter(event -> event.path("type").asString().equals("removed"))
                            .map(event -> event.path("target").asString()))
                    .containsExactly(bad, back);
            assertThat(first().call(owner, "GET", "/api/wallet", null)
                            .body()
                            .path("balance")
                            .asLong())
                    .isEqualTo(2_000);
        }
    }

    private static String give(Person donor, String room, String text) {
        Answer given = first().call(
                        donor,
                        "POST",
                        "/api/rooms/" + room + "/donations",
                        Map.of("amount", 1_000, "text", text),
                        text.replace(' ', '-'));
        assertThat(given.status()).as("%s", given).isEqualTo(201);
        return given.body().path("id").asString();
    }

    private static void ban(Person owner, String room, Person viewer) {
        assertStatus(
                owner, "PUT", "/api/rooms/" + room + "/restrictions/" + viewer.id(), Map.of("kind", "ban"), 200, "");
    }

    private static void assertStatus(
            Person as, String method, String path, @Nullable Object body, int status, String code) {
        Answer answer = first().call(as, method, path, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    /// Neither history, nor whoever joins anew over either transport, nor Redis nor MySQL has the text any more.
    private static void assertGone(String room, String text) {
        Awaitility.await("the archive has heard of it")
                .atMost(SOON)
                .until(() -> !history(room).contains(text));
        for (Replica replica : List.of(first(), second())) {
            try (ChatClient late = replica.session(null)) {
                assertThat(join(late, room).toString()).doesNotContain(text);
            }
            try (SseReader reader = SseReader.open(replica.sse("/sse/rooms/" + room + "?history=200"))) {
                reader.await("joined");
                assertThat(reader.events().toString()).doesNotContain(text);
            }
        }
        Awaitility.await("Redis has heard of it")
                .atMost(SOON)
                .until(() -> !recent(room).contains(text));
        Awaitility.await("MySQL has blanked it")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !stored(room).contains(text));
    }

    private static String history(String room) {
        return first().call(null, "GET", "/api/rooms/" + room + "/messages?limit=200", null)
                .body()
                .toString();
    }

    private static String recent(String room) {
        var redis = first().bean(ReactiveStringRedisTemplate.class);
        return String.valueOf(redis.opsForZSet()
                .range("spate:recent:{" + room + "}", org.springframework.data.domain.Range.unbounded())
                .collectList()
                .block(SOON));
    }

    private static String stored(String room) {
        return pair().rows("SELECT body FROM room_events WHERE room_id = ?", room);
    }

    private static void awaitHistory(String room, String text) {
        Awaitility.await("stored").atMost(SOON).until(() -> history(room).contains(text));
    }

    private static JsonNode join(ChatClient session, String room) {
        JsonNode joined = session.ask(Map.of("type", "join", "room", room));
        assertThat(joined.path("type").asString()).as("%s", joined).isEqualTo("joined");
        return joined;
    }

    private static JsonNode post(ChatClient session, String room, String text) {
        return session.ask(Map.of("type", "post", "room", room, "text", text));
    }

    private static String answer(ChatClient session, String room, String text, String to) {
        JsonNode posted = session.ask(Map.of("type", "post", "room", room, "text", text, "replyTo", to));
        assertThat(posted.path("type").asString()).as("%s", posted).isEqualTo("posted");
        return posted.path("event").asString();
    }

    /// What a reply quotes, as the history tells it.
    private static String quoteOf(String room, String text) {
        return first().call(null, "GET", "/api/rooms/" + room + "/messages?limit=200", null)
                .body()
                .path("events")
                .valueStream()
                .filter(event -> event.path("text").asString("").equals(text))
                .map(event -> event.path("replyTo").path("excerpt").asString("?"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitEvent(ChatClient session, String room, String type) {
        Awaitility.await(type)
                .atMost(SOON)
                .until(() -> session.events(room).stream()
                        .anyMatch(event -> event.path("type").asString().equals(type)));
    }

    private static JsonNode awaitText(ChatClient session, String room, String text) {
        Awaitility.await(text)
                .atMost(SOON)
                .until(() -> session.events(room).stream()
                        .anyMatch(event -> event.path("text").asString("").equals(text)));
        return session.events(room).stream()
                .filter(event -> event.path("text").asString("").equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> ids(List<JsonNode> events) {
        Set<String> ids = new TreeSet<>();
        events.stream()
                .filter(event -> !event.path("type").asString().equals("message"))
                .forEach(event -> ids.add(event.path("id").asString()));
        return ids;
    }

    private static Replica first() {
        return pair().first();
    }

    private static Replica second() {
        return pair().second();
    }

    private static Pair pair() {
        Pair shared = pair;
        if (shared == null) {
            throw new IllegalStateException("not started");
        }
        return shared;
    }
}
