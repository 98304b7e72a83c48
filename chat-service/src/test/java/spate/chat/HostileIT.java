package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.ISSUER;
import static spate.chat.Stage.WIDE;
import static spate.chat.Stage.text;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spate.testing.ChatClient;
import spate.testing.NothingLost;

/// Connections that mean no good, down to their bytes. Nobody else notices them, and nothing is left of them.
@ExtendWith(NothingLost.class)
class HostileIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int DEFLATED = 0x40;

    private static final String HANDSHAKE = """
            GET /ws HTTP/1.1\r
            Host: a\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            \r
            """;

    private static @Nullable Replica replica;

    @BeforeAll
    static void start() {
        replica = Replica.start(Stage.SCOPE, ISSUER, "--spate.server.request-deadline=1s");
    }

    @AfterAll
    static void end() {
        impatient().close();
    }

    @Test
    void aSmallFrameThatUnfoldsIntoAHugeOneIsRefused() throws Exception {
        for (int bytes : new int[] {8_193, 100_000, 50_000_000}) {
            try (RawSession session = RawSession.deflating(WIDE.port())) {
                byte[] bomb = deflated(new byte[bytes]);
                for (int at = 0; at < bomb.length; at += 8_000) {
                    byte[] part = java.util.Arrays.copyOfRange(bomb, at, Math.min(bomb.length, at + 8_000));
                    int opcode = at == 0 ? RawSession.TEXT | DEFLATED : RawSession.CONTINUATION;
                    sendQuietly(session, at + 8_000 >= bomb.length, opcode, part);
                }
                assertThat(session.readClose()).isEqualTo(1009);
            }
        }
        assertNobodyElseNotices();
    }

    @Test
    void whatIsNotDeflatedAtAllIsRefused() throws Exception {
        var random = new Random(5);
        for (int n = 0; n < 20; n++) {
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            try (RawSession session = RawSession.deflating(WIDE.port())) {
                session.send(true, RawSession.TEXT | DEFLATED, noise);
                assertThat(session.readClose()).isIn(1002, 1007, 1009, 4500);
            }
        }
        assertNobodyElseNotices();
    }

    @Test
    void framesThatBreakTheStandardEndTheSession() throws Exception {
        assertEnds(RawSession.TEXT, new byte[] {'{', '"', (byte) 0xc3, '(', '"', '}'});
        assertEnds(RawSession.TEXT, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        assertEnds(RawSession.TEXT | DEFLATED, "{\"type\":\"ping\",\"id\":1}".getBytes(StandardCharsets.UTF_8));
        assertEnds(RawSession.CONTINUATION, new byte[] {'x'});
        assertEnds(3, new byte[] {'x'});
        assertEnds(0xb, new byte[] {'x'});
        assertEnds(9, new byte[200]);
        assertEnds(RawSession.CLOSE, new byte[] {1});
        assertEnds(RawSession.CLOSE, new byte[] {0, 5});
        assertNobodyElseNotices();
    }

    @Test
    void aRequestThatDripsIsCutHoweverBusilyItDrips() throws Exception {
        double before = impatient().count("spate.server.deadlines");
        try (Socket socket = connect()) {
            long begun = System.nanoTime();
            socket.getOutputStream()
                    .write("GET /ws HTTP/1.1\r\nHost: a\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            Awaitility.await("cut")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> isCut(socket));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
        }
        try (Socket silent = connect()) {
            silent.setSoTimeout(20_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(impatient().count("spate.server.deadlines") - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void anAnsweredConnectionThatStaysSilentIsCut() throws Exception {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /actuator/health/liveness HTTP/1.1\r\nHost: a\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theDeadlineIsForRequestsAndNotForSessions() throws Exception {
        HttpRequest alive = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + impatient().port() + "/actuator/health/liveness"))
                .build();
        try (ChatClient session = impatient().open();
                HttpClient http = HttpClient.newHttpClient()) {
            long begun = System.nanoTime();
            double before = impatient().count("spate.server.deadlines");
            // Others are cut meanwhile, and those who come again after an answer are not.
            try (Socket silent = connect()) {
                silent.setSoTimeout(20_000);
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
            }
            for (int n = 0; n < 5; n++) {
                assertThat(http.send(alive, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }
            Awaitility.await()
                    .atMost(SOON)
                    .until(() ->
                            System.nanoTime() - begun > Duration.ofSeconds(2).toNanos());
            assertThat(text(session.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
            assertThat(impatient().count("spate.server.deadlines")).isGreaterThan(before);
        }
    }

    @Test
    void aFloodOfHandshakesLeavesNothingBehind() throws Exception {
        for (int n = 0; n < 300; n++) {
            try (Socket socket = connect()) {
                String request = List.of(HANDSHAKE, "GET /ws HTTP/1.1\r\nHost: a\r\nUpgr", "\u0016\u0003\u0001nonsense")
                        .get(n % 3);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Awaitility.await("all gone").atMost(SOON).until(() -> impatient().gauge("spate.sessions") == 0);
        try (ChatClient session = impatient().open()) {
            assertThat(text(session.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
        }
    }

    private static void assertEnds(int opcode, byte[] payload) throws IOException {
        try (RawSession session = RawSession.open(WIDE.port())) {
            session.send(true, opcode, payload);
            int code = closeOrCut(session);
            assertThat(code)
                    .isIn(opcode == RawSession.CLOSE ? List.of(0, 1002, 1005, 1007) : List.of(1002, 1007, 4500));
        }
    }

    /// @return 0 where the socket ended without a close frame
    private static int closeOrCut(RawSession session) throws IOException {
        try {
            return session.readClose();
        } catch (EOFException _) {
            return 0;
        }
    }

    private static void assertNobodyElseNotices() {
        try (ChatClient session = WIDE.open()) {
            assertThat(text(session.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
        }
    }

    /// The other side may have had enough already.
    private static void sendQuietly(RawSession session, boolean isFinal, int opcode, byte[] part) throws IOException {
        try {
            session.send(isFinal, opcode, part);
        } catch (SocketException _) {
            // What it said before is read next.
        }
    }

    private static boolean isCut(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() == -1;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    private static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9, true);
        deflater.setInput(content);
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        while (length > 0) {
            out.write(buffer, 0, length);
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        byte[] whole = out.toByteArray();
        return java.util.Arrays.copyOf(whole, whole.length - 4);
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), impatient().port());
    }

    private static Replica impatient() {
        if (replica == null) {
            throw new IllegalStateException("not started");
        }
        return replica;
    }
}
