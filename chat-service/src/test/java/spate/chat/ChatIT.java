package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.ISSUER;
import static spate.chat.Stage.NARROW;
import static spate.chat.Stage.WIDE;
import static spate.chat.Stage.awaitEvent;
import static spate.chat.Stage.id;
import static spate.chat.Stage.ids;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spate.testing.ChatClient;
import spate.testing.NothingLost;
import tools.jackson.databind.JsonNode;

/// What a well-behaved session sees, on one replica and on two.
@ExtendWith(NothingLost.class)
class ChatIT {

    @Test
    void aGuestIsWelcomeAndReads() {
        String room = Stage.room();
        try (ChatClient guest = WIDE.open();
                ChatClient mina = WIDE.signedIn(ISSUER, "mina")) {
            JsonNode welcome = guest.ask(Map.of("type", "hello"));
            assertThat(text(welcome, "type")).isEqualTo("welcome");
            assertThat(welcome.path("viewer").isNull()).isTrue();
            assertThat(welcome.path("heartbeatSeconds").asInt()).isEqualTo(30);
            assertThat(welcome.path("limits").path("textLength").asInt()).isEqualTo(500);
            JsonNode joined = join(guest, room);
            assertThat(text(joined, "role")).isEqualTo("viewer");
            assertThat(joined.path("recovered").asBoolean()).isFalse();
            join(mina, room);
            String event = text(post(mina, room, "hello 😂 안녕"), "event");
            awaitEvent(guest, event);
            JsonNode seen = guest.events(room).getFirst();
            assertThat(text(seen, "text")).isEqualTo("hello 😂 안녕");
            assertThat(text(seen.path("by"), "name")).isEqualTo("mina");
        }
    }

    @Test
    void aTokenSaysWhoSpeaks() {
        try (ChatClient session = WIDE.open()) {
            JsonNode welcome = session.ask(Map.of("type", "hello", "token", ISSUER.token("owner")));
            assertThat(text(welcome.path("viewer"), "id")).isEqualTo("owner");
            assertThat(text(join(session, Stage.room()), "role")).isEqualTo("owner");
        }
    }

    @Test
    void postedComesWithThePlaceThatEveryoneSees() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina");
                ChatClient noah = WIDE.signedIn(ISSUER, "noah")) {
            join(mina, room);
            String before = text(join(noah, room), "position");
            JsonNode posted = post(mina, room, "one");
            awaitEvent(noah, text(posted, "event"));
            JsonNode events = noah.await("events");
            assertThat(text(events, "prev")).isEqualTo(before);
            assertThat(text(events, "position")).isEqualTo(text(posted, "position"));
        }
    }

    @Test
    void repliesComeInTheOrderOfTheFrames() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.open()) {
            mina.send(Map.of("type", "hello", "id", 1_000, "token", ISSUER.token("mina")));
            mina.send(Map.of("type", "join", "id", 1_001, "room", room));
            var sent = new ArrayList<>(List.of(1_000, 1_001));
            String target = "";
            for (int n = 1_002; n < 1_302; n++) {
                sent.add(n);
                switch (n % 4) {
                    case 0 -> mina.send(Map.of("type", "post", "id", n, "room", room, "text", "message " + n));
                    case 1 -> mina.send(Map.of("type", "ping", "id", n));
                    case 2 -> mina.send(Map.of("type", "post", "id", n, "room", room, "text", " "));
                    default -> {
                        if (target.isEmpty()) {
                            mina.send(Map.of("type", "post", "id", n, "room", room, "text", "first"));
                            target = text(mina.await(f -> f.path("re").asInt(0) == sent.getLast()), "event");
                        } else {
                            mina.send(Map.of(
                                    "type", "post", "id", n, "room", room, "text", "reply " + n, "replyTo", target));
                        }
                    }
                }
            }
            mina.await(frame -> frame.path("re").asInt(0) == 1_301);
            assertThat(mina.frames().stream().map(f -> f.path("re").asInt(0)).filter(re -> re > 0))
                    .containsExactlyElementsOf(sent);
            // Messages of one session stand in the room in the order in which they were sent.
            List<String> posted = mina.frames().stream()
                    .filter(f -> text(f, "type").equals("posted"))
                    .map(f -> text(f, "event"))
                    .toList();
            awaitEvent(mina, posted.getLast());
            assertThat(ids(mina.events(room))).containsExactlyElementsOf(posted);
        }
    }

    @Test
    void aMessageThatIsSentAgainIsShownOnce() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina");
                ChatClient minaElsewhere = NARROW.signedIn(ISSUER, "mina");
                ChatClient guest = NARROW.open()) {
            join(mina, room);
            join(minaElsewhere, room);
            join(guest, room);
            String first = text(post(mina, room, "once", "key-1"), "event");
            assertThat(text(post(mina, room, "once", "key-1"), "event")).isEqualTo(first);
            assertThat(text(post(minaElsewhere, room, "once", "key-1"), "event"))
                    .isEqualTo(first);
            String end = text(post(mina, room, "end"), "event");
            for (ChatClient session : List.of(mina, minaElsewhere, guest)) {
                awaitEvent(session, end);
                assertThat(ids(session.events(room))).containsExactly(first, end);
            }
        }
    }

    @Test
    void aReplyCarriesWhatItAnswers() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina");
                ChatClient noah = NARROW.signedIn(ISSUER, "noah")) {
            join(mina, room);
            join(noah, room);
            String target = text(post(mina, room, "what is it?"), "event");
            awaitEvent(noah, target);
            JsonNode posted = noah.ask(Map.of("type", "post", "room", room, "text", "a chat", "replyTo", target));
            awaitEvent(mina, text(posted, "event"));
            JsonNode replyTo = mina.events(room).getLast().path("replyTo");
            assertThat(id(replyTo)).isEqualTo(target);
            assertThat(text(replyTo, "name")).isEqualTo("mina");
            assertThat(text(replyTo, "excerpt")).isEqualTo("what is it?");
        }
    }

    /// Whoever is told of a message by one replica may answer it through another, which reads it a moment later.
    @Test
    void aReplyIsTakenHoweverSoonItComes() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina");
                ChatClient noah = NARROW.signedIn(ISSUER, "noah")) {
            join(mina, room);
            join(noah, room);
            for (int n = 0; n < 10; n++) {
                String target = text(post(mina, room, "what is it?"), "event");
                JsonNode reply = noah.ask(Map.of("type", "post", "room", room, "text", "a chat", "replyTo", target));
                assertThat(text(reply, "type")).as("%s", reply).isEqualTo("posted");
            }
        }
    }

    @Test
    void aReplyAnswersWhatOnlyTheArchiveHas() {
        String room = Stage.room();
        String target = Stage.archivedMessage(room, "last year");
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina")) {
            join(mina, room);
            JsonNode posted = mina.ask(Map.of("type", "post", "room", room, "text", "now", "replyTo", target));
            awaitEvent(mina, text(posted, "event"));
            JsonNode replyTo = mina.events(room).getLast().path("replyTo");
            assertThat(id(replyTo)).isEqualTo(target);
            assertThat(text(replyTo, "excerpt")).isEqualTo("last year");
        }
    }

    @Test
    void tapsAreSummed() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina")) {
            join(mina, room);
            for (int n = 0; n < 5; n++) {
                mina.send(Map.of("type", "react", "room", room, "reaction", "👍", "count", 2));
            }
            mina.send(Map.of("type", "react", "room", room, "reaction", "👏"));
            mina.await(
                    _ -> mina.events(room).stream()
                                    .mapToInt(e -> e.path("counts").path("👍").asInt(0))
                                    .sum()
                            == 10,
                    Duration.ofSeconds(20));
            assertThat(mina.events(room)).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void whoLeftHearsNothingMoreAndMayComeBack() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina");
                ChatClient noah = WIDE.signedIn(ISSUER, "noah")) {
            join(mina, room);
            join(noah, room);
            assertThat(text(noah.ask(Map.of("type", "leave", "room", room)), "type"))
                    .isEqualTo("left");
            String missed = text(post(mina, room, "gone?"), "event");
            awaitEvent(mina, missed);
            JsonNode joined = join(noah, room);
            assertThat(noah.events(room)).isEmpty();
            assertThat(joined.path("history").valueStream().map(Stage::id)).containsExactly(missed);
        }
    }

    @Test
    void twoReplicasShowTheSameInTheSameOrder() {
        String room = Stage.room();
        try (ChatClient a = WIDE.signedIn(ISSUER, "anna");
                ChatClient b = NARROW.signedIn(ISSUER, "ben")) {
            join(a, room);
            join(b, room);
            for (int n = 0; n < 15; n++) {
                a.send(Map.of("type", "post", "id", 2_000 + n, "room", room, "text", "a" + n));
                b.send(Map.of("type", "post", "id", 2_000 + n, "room", room, "text", "b" + n));
            }
            for (ChatClient session : List.of(a, b)) {
                String last = text(session.await(f -> f.path("re").asInt(0) == 2_014), "event");
                awaitEvent(a, last);
                awaitEvent(b, last);
            }
            assertThat(a.events(room)).hasSize(30);
            assertThat(ids(b.events(room))).isEqualTo(ids(a.events(room)));
            assertUnbroken(a, room);
            assertUnbroken(b, room);
        }
    }

    @Test
    void aSessionGoesOnAtAnotherReplicaWithoutAGap() {
        String room = Stage.room();
        try (ChatClient writer = WIDE.signedIn(ISSUER, "writer")) {
            join(writer, room);
            ChatClient reader = WIDE.open();
            join(reader, room);
            post(writer, room, "m0");
            String seen = text(post(writer, room, "m1"), "event");
            awaitEvent(reader, seen);
            String after = text(
                    reader.await(f -> f.path("events").valueStream().anyMatch(e -> id(e).equals(seen))), "position");
            reader.drop();
            var sent = IntStream.range(2, 12)
                    .mapToObj(n -> text(post(writer, room, "m" + n), "event"))
                    .toList();
            try (ChatClient back = NARROW.open()) {
                JsonNode joined = back.ask(Map.of("type", "join", "room", room, "after", after));
                assertThat(joined.path("recovered").asBoolean()).isTrue();
                assertThat(joined.path("history").size()).isZero();
                awaitEvent(back, sent.getLast());
                assertThat(ids(back.events(room))).isEqualTo(sent);
                assertUnbroken(back, room);
            }
            reader.close();
        }
    }

    @Test
    void aPositionOfNoLogGivesTheNewest() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina")) {
            join(mina, room);
            for (int n = 0; n < 5; n++) {
                post(mina, room, "m" + n);
            }
            awaitEvent(mina, text(post(mina, room, "last"), "event"));
            mina.ask(Map.of("type", "leave", "room", room));
            JsonNode joined = mina.ask(Map.of("type", "join", "room", room, "after", "otherlog.3", "history", 2));
            assertThat(joined.path("recovered").asBoolean()).isFalse();
            assertThat(joined.path("history").valueStream().map(e -> text(e, "text")))
                    .containsExactly("m4", "last");
        }
    }

    /// Each frame of events begins where the one before it, or `joined`, ended.
    private static void assertUnbroken(ChatClient session, String room) {
        String told = "";
        for (JsonNode frame : session.frames()) {
            boolean isOfRoom = text(frame, "room").equals(room);
            if (isOfRoom && text(frame, "type").equals("joined")) {
                told = text(frame, "position");
            } else if (isOfRoom && text(frame, "type").equals("events")) {
                assertThat(text(frame, "prev")).isEqualTo(told);
                told = text(frame, "position");
            }
        }
        assertThat(told).isNotEmpty();
    }
}
