package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.ISSUER;
import static spate.chat.Stage.NARROW;
import static spate.chat.Stage.WIDE;
import static spate.chat.Stage.awaitEvent;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spate.testing.ChatClient;
import spate.testing.NothingLost;

/// How sessions end, and that nobody else notices.
@ExtendWith(NothingLost.class)
class ClosesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void framesThatAreTooBig() throws Exception {
        try (ChatClient session = WIDE.open()) {
            session.sendText("x".repeat(8_193));
            assertThat(session.awaitClosed().code()).isEqualTo(1009);
        }
        try (RawSession session = RawSession.open(WIDE.port())) {
            session.send(false, RawSession.TEXT, new byte[5_000]);
            session.send(true, RawSession.CONTINUATION, new byte[5_000]);
            assertThat(session.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void whatIsNoJson() {
        try (ChatClient session = WIDE.open()) {
            session.sendText("hello?");
            assertThat(session.awaitClosed().code()).isEqualTo(4500);
        }
        try (ChatClient session = WIDE.open()) {
            session.sendBinary(new byte[] {1, 2, 3});
            assertThat(session.awaitClosed().code()).isEqualTo(4500);
        }
        try (ChatClient session = NARROW.open()) {
            for (int n = 0; n < 5; n++) {
                session.sendText("{\"type\":\"dance\"}");
            }
            assertThat(session.awaitClosed().code()).isEqualTo(4500);
        }
    }

    @Test
    void aFlood() {
        try (ChatClient session = NARROW.open()) {
            for (int n = 0; n < 200 && session.isOpen(); n++) {
                session.sendText("{\"type\":\"ping\",\"id\":" + n + "}");
            }
            assertThat(session.awaitClosed().code()).isEqualTo(4503);
            assertThat(session.frames())
                    .anySatisfy(frame -> assertThat(text(frame, "code")).isEqualTo("rate_limited"));
        }
    }

    /// A raw session answers no ping.
    @Test
    void silence() throws Exception {
        try (RawSession session = RawSession.open(NARROW.port())) {
            assertThat(session.readClose()).isEqualTo(4001);
        }
        try (ChatClient session = NARROW.open()) {
            // The library answers pings, so this one stays.
            try (RawSession silent = RawSession.open(NARROW.port())) {
                assertThat(silent.readClose()).isEqualTo(4001);
            }
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void aStuckSocketIsGivenUpAndTheOthersGetEverything() throws Exception {
        String room = Stage.room();
        try (RawSession stuck = RawSession.small(WIDE.port());
                ChatClient mina = WIDE.signedIn(ISSUER, "mina");
                ChatClient noah = WIDE.open()) {
            stuck.text("{\"type\":\"join\",\"id\":1,\"room\":\"" + room + "\"}");
            stuck.readText("\"joined\"");
            join(mina, room);
            join(noah, room);
            double before = WIDE.count("spate.sessions.closed", "code", "4000");
            String text = "😂".repeat(500);
            for (int n = 0; n < 400; n++) {
                mina.send(Map.of("type", "post", "id", 5_000 + n, "room", room, "text", text));
            }
            String end = text(mina.await(f -> f.path("re").asInt(0) == 5_399, SOON), "event");
            noah.await(
                    f -> f.path("events")
                            .valueStream()
                            .anyMatch(e -> Stage.id(e).equals(end)),
                    SOON);
            assertThat(noah.events(room)).hasSize(400);
            Awaitility.await("stuck")
                    .atMost(SOON)
                    .until(() -> WIDE.count("spate.sessions.closed", "code", "4000") > before);
            assertThat(stuck.readClose()).isEqualTo(4000);
            assertThat(noah.isOpen()).isTrue();
        }
    }

    @Test
    void tooManyOfOneAddress() {
        try (Replica replica = Replica.start(Stage.SCOPE, ISSUER, "--spate.chat.session.sessions-per-address=2")) {
            // An answer says that a session is counted; the handshake, of which the client hears, comes before that.
            ChatClient first = replica.open();
            first.ask(Map.of("type", "ping"));
            try (ChatClient second = replica.open()) {
                second.ask(Map.of("type", "ping"));
                try (ChatClient third = replica.open()) {
                    assertThat(third.awaitClosed().code()).isEqualTo(4504);
                }
                assertThat(text(second.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
            }
            Awaitility.await().atMost(SOON).until(() -> replica.gauge("spate.sessions") == 1);
            assertDrained(replica, first);
        }
    }

    private static void assertDrained(Replica replica, ChatClient session) {
        String room = Stage.room();
        join(session, room);
        Thread stopping = Thread.ofVirtual().start(replica::close);
        assertThat(session.await("drain").path("reconnectWithinMs").asInt()).isEqualTo(1_000);
        assertThat(session.awaitClosed(SOON).code()).isEqualTo(1012);
        Awaitility.await("stopped").atMost(SOON).until(() -> !stopping.isAlive());
    }

    @Test
    void framesInPiecesAreFrames() throws Exception {
        try (RawSession session = RawSession.open(WIDE.port())) {
            byte[] ping = "{\"type\":\"ping\",\"id\":\"안녕\"}".getBytes(StandardCharsets.UTF_8);
            // Cut in the middle of a character.
            session.send(false, RawSession.TEXT, java.util.Arrays.copyOfRange(ping, 0, 22));
            session.send(false, RawSession.CONTINUATION, new byte[0]);
            session.send(true, RawSession.CONTINUATION, java.util.Arrays.copyOfRange(ping, 22, ping.length));
            assertThat(session.read().text()).contains("\"pong\"").contains("안녕");
        }
    }

    @Test
    void halfClosedSocketsAreCleanedUp() throws Exception {
        String room = Stage.room();
        double before = WIDE.gauge("spate.sessions");
        try (RawSession session = RawSession.open(WIDE.port())) {
            session.text("{\"type\":\"join\",\"id\":1,\"room\":\"" + room + "\"}");
            session.readText("\"joined\"");
            assertThat(WIDE.gauge("spate.sessions")).isEqualTo(before + 1);
            session.halfClose();
            Awaitility.await("cleaned up").atMost(SOON).until(() -> WIDE.gauge("spate.sessions") == before);
        }
    }

    @Test
    void whoGoesInTheMiddleOfAFrameInPiecesIsCleanedUp() throws Exception {
        double before = WIDE.gauge("spate.sessions");
        double failed = WIDE.count("spate.sessions.closed", "code", "1001");
        try (RawSession session = RawSession.open(WIDE.port())) {
            session.send(false, RawSession.TEXT, new byte[] {'{'});
            session.halfClose();
        }
        Awaitility.await("cleaned up").atMost(SOON).until(() -> WIDE.gauge("spate.sessions") == before);
        assertThat(WIDE.count("spate.sessions.closed", "code", "1001")).isEqualTo(failed);
    }

    /// A leak fails the class.
    @Test
    void bytesThatDoNotWaitForTheHandshakeEndTheConnection() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), WIDE.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            String handshake = """
                    GET /ws HTTP/1.1\r
                    Host: x\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    Sec-WebSocket-Version: 13\r
                    \r
                    """;
            socket.getOutputStream().write((handshake + "x".repeat(300)).getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(1_000);
        }
    }

    @Test
    void deflateIsAgreedOnAndReadable() throws Exception {
        String room = Stage.room();
        try (ChatClient mina = ChatClient.connect(WIDE.uri(), "spate.v1", Map.of(), true);
                RawSession raw = RawSession.deflating(WIDE.port())) {
            assertThat(raw.head()).containsIgnoringCase("sec-websocket-extensions: permessage-deflate");
            raw.text("{\"type\":\"join\",\"id\":1,\"room\":\"" + room + "\"}");
            raw.readText("\"joined\"");
            mina.ask(Map.of("type", "hello", "token", ISSUER.token("mina")));
            join(mina, room);
            String text = "the same words again and again ".repeat(12);
            for (int n = 0; n < 3; n++) {
                awaitEvent(mina, text(post(mina, room, text), "event"));
            }
            assertThat(mina.events(room))
                    .hasSize(3)
                    .allSatisfy(event -> assertThat(text(event, "text")).isEqualTo(text));
            RawSession.Frame frame = raw.read();
            while (new String(frame.payload(), StandardCharsets.UTF_8).contains("\"audience\"")) {
                // What is not of the log goes as it is.
                frame = raw.read();
            }
            assertThat(frame.isDeflated()).isTrue();
            assertThat(frame.payload()).hasSizeLessThan(text.length());
        }
    }
}
