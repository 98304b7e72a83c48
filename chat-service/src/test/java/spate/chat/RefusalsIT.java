package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spate.chat.Stage.ISSUER;
import static spate.chat.Stage.NARROW;
import static spate.chat.Stage.WIDE;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spate.protocol.EventId;
import spate.protocol.event.RoomSettings;
import spate.testing.ChatClient;
import spate.testing.HandshakeRefused;
import spate.testing.NothingLost;
import tools.jackson.databind.JsonNode;

/// What is refused, by which word, and that the session goes on.
@ExtendWith(NothingLost.class)
class RefusalsIT {

    @Test
    void messagesThatMayNotBe() {
        String room = Stage.room();
        try (ChatClient mina = WIDE.signedIn(ISSUER, "mina")) {
            assertRefused(post(mina, room, "early"), "not_joined", "");
            join(mina, room);
            assertRefused(post(mina, room, "   "), "text_empty", "text");
            assertRefused(post(mina, room, "x".repeat(501)), "text_too_long", "text");
            assertRefused(
                    mina.ask(Map.of(
                            "type",
                            "post",
                            "room",
                            room,
                            "text",
                            "reply",
                            "replyTo",
                            EventId.random().value())),
                    "bad_frame",
                    "replyTo");
            assertRefused(
                    mina.ask(Map.of("type", "react", "room", room, "reaction", "🧨")), "reaction_unknown", "reaction");
            assertThat(text(post(mina, room, "x".repeat(500)), "type")).isEqualTo("posted");
        }
    }

    @Test
    void roomsThatAreNotThere() {
        String closed = Stage.room(Stage.SCOPE, RoomSettings.DEFAULTS.withOpen(false));
        try (ChatClient guest = NARROW.open()) {
            assertRefused(guest.ask(Map.of("type", "join", "room", "no-such-room")), "room_unknown", "room");
            assertRefused(guest.ask(Map.of("type", "join", "room", closed)), "room_closed", "");
            assertRefused(guest.ask(Map.of("type", "leave", "room", "no-such-room")), "not_joined", "");
            join(guest, Stage.room());
            join(guest, Stage.room());
            assertRefused(guest.ask(Map.of("type", "join", "room", Stage.room())), "too_many_rooms", "");
        }
    }

    @Test
    void guestsMayOnlyRead() {
        String room = Stage.room();
        try (ChatClient guest = WIDE.open()) {
            join(guest, room);
            assertRefused(post(guest, room, "hello"), "sign_in_required", "");
            assertRefused(guest.ask(Map.of("type", "react", "room", room, "reaction", "👍")), "sign_in_required", "");
        }
    }

    @Test
    void framesThatAreNone() {
        try (ChatClient guest = WIDE.open()) {
            assertRefused(guest.ask(Map.of("type", "dance")), "unknown_type", "type");
            assertRefused(guest.ask(Map.of("type", "join")), "bad_frame", "room");
            assertRefused(guest.ask(Map.of("type", "join", "room", "UPPER")), "room_unknown", "room");
            assertRefused(
                    guest.ask(Map.of("type", "join", "room", "the-room", "history", 201)), "bad_frame", "history");
            assertThat(text(guest.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
        }
    }

    @Test
    void postsThatComeTooFast() {
        String room = Stage.room();
        try (ChatClient mina = NARROW.signedIn(ISSUER, "fast-mina")) {
            join(mina, room);
            for (int n = 0; n < 30; n++) {
                mina.send(Map.of("type", "post", "id", 1_000 + n, "room", room, "text", "m" + n));
            }
            JsonNode refused = mina.await(frame -> text(frame, "code").equals("rate_limited"));
            assertThat(refused.path("retryAfterMs").asInt()).isBetween(1, 1_000);
            mina.await(frame -> frame.path("re").asInt() == 1_029);
            long posted = mina.frames().stream()
                    .filter(f -> text(f, "type").equals("posted"))
                    .count();
            assertThat(posted).isBetween(20L, 29L);
        }
    }

    @Test
    void slowModeMakesViewersWaitButNotTheOwner() {
        String room = Stage.room(Stage.SCOPE, RoomSettings.of(true, 500, 20, List.of()));
        try (ChatClient mina = WIDE.signedIn(ISSUER, "slow-mina");
                ChatClient owner = WIDE.signedIn(ISSUER, "owner")) {
            join(mina, room);
            join(owner, room);
            assertThat(text(post(mina, room, "one"), "type")).isEqualTo("posted");
            JsonNode refused = post(mina, room, "two");
            assertRefused(refused, "slow_mode", "");
            assertThat(refused.path("retryAfterMs").asInt()).isBetween(1, 20_000);
            assertThat(text(post(owner, room, "one"), "type")).isEqualTo("posted");
            assertThat(text(post(owner, room, "two"), "type")).isEqualTo("posted");
        }
    }

    @Test
    void badTokensEndTheSession() {
        assertHello(ISSUER.forged("mina"), "token_invalid", 4501);
        assertHello(ISSUER.ofAnotherIssuer("mina"), "token_invalid", 4501);
        assertHello(ISSUER.forAnotherAudience("mina"), "token_invalid", 4501);
        assertHello("nonsense", "token_invalid", 4501);
        assertHello(ISSUER.token("mina", Duration.ofSeconds(-30)), "token_expired", 4002);
    }

    @Test
    void aTokenThatRunsOutEndsTheSession() {
        try (ChatClient mina = WIDE.open()) {
            mina.ask(Map.of("type", "hello", "token", ISSUER.token("mina", Duration.ofMillis(1_500))));
            assertThat(mina.awaitClosed(Duration.ofSeconds(20)).code()).isEqualTo(4002);
        }
    }

    @Test
    void handshakesThatAreRefused() {
        assertThatThrownBy(() -> ChatClient.connect(NARROW.uri(), "graphql-ws", Map.of(), false))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class, e -> assertThat(e.status()).isEqualTo(400));
        assertThatThrownBy(() ->
                        ChatClient.connect(NARROW.uri(), "spate.v1", Map.of("Origin", "https://evil.example"), false))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class, e -> assertThat(e.status()).isEqualTo(403));
        String own = "http://127.0.0.1:" + NARROW.port();
        for (String origin : List.of("https://good.example", own)) {
            try (ChatClient session =
                    ChatClient.connect(NARROW.uri(), "other, spate.v1", Map.of("Origin", origin), false)) {
                assertThat(session.subprotocol()).isEqualTo("spate.v1");
                assertThat(text(session.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
            }
        }
    }

    private static void assertHello(String token, String code, int closeCode) {
        try (ChatClient session = WIDE.open()) {
            assertRefused(session.ask(Map.of("type", "hello", "token", token)), code, "");
            assertThat(session.awaitClosed().code()).isEqualTo(closeCode);
        }
    }

    private static void assertRefused(JsonNode answer, String code, String field) {
        assertThat(text(answer, "type")).isEqualTo("error");
        assertThat(text(answer, "code")).isEqualTo(code);
        assertThat(text(answer, "field")).isEqualTo(field);
        assertThat(text(answer, "message")).isNotEmpty();
    }
}
