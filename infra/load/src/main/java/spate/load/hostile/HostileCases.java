package spate.load.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import spate.load.rest.Account;
import spate.load.rest.RestApi;
import spate.load.session.Endpoint;
import spate.load.session.Target;
import spate.load.wire.ClientFrame;

/// The catalogue of bad input. Answers to what the WebSocket standard itself forbids may be its own close codes or a
/// plain end.
final class HostileCases {

    private static final long ID = 7;
    private static final Set<String> FRAME_REFUSED = Set.of("error bad_frame", "close 4500");
    private static final Set<String> WEB_SOCKET_REFUSED = Set.of("close 1002", "close 1007", "close 4500", "cut");
    private static final Set<String> TOKEN_REFUSED = Set.of("error token_invalid", "close 4501");

    private final Endpoint endpoint;
    private final Target target;
    private final Account account;
    private final RestApi api;
    private final String room;
    private final int answerMillis;
    private final List<HostileCase> cases = new ArrayList<>();

    HostileCases(Target target, Account account, RestApi api, String room, int answerMillis) {
        this.target = target;
        this.endpoint = target.webSocket(0);
        this.account = account;
        this.api = api;
        this.room = room;
        this.answerMillis = answerMillis;
    }

    List<HostileCase> all() {
        frames();
        rooms();
        tokens();
        sockets();
        handshakes();
        rest();
        return cases;
    }

    private void frames() {
        text("not JSON", "this is not JSON", Set.of("close 4500"));
        text("empty text frame", "", FRAME_REFUSED);
        text("JSON, but no object", "[1,2,3]", FRAME_REFUSED);
        text("half an object", "{\"type\":\"ping\",\"id\":7", FRAME_REFUSED);
        text("nested 4,000 deep", "{\"type\":\"ping\",\"id\":7,\"x\":" + "[".repeat(4000) + "}", FRAME_REFUSED);
        text(
                "nested 2,000 deep, closed",
                "{\"type\":\"ping\",\"id\":7,\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}",
                Set.of("error bad_frame", "close 4500", "pong"));
        text(
                "type is a number",
                "{\"type\":5,\"id\":7}",
                Set.of("error bad_frame", "error unknown_type", "close 4500"));
        text("type is missing", "{\"id\":7}", Set.of("error bad_frame", "error unknown_type", "close 4500"));
        text("unknown type", "{\"type\":\"dance\",\"id\":7}", Set.of("error unknown_type"));
        text("room is an object", "{\"type\":\"join\",\"id\":7,\"room\":{\"a\":1}}", FRAME_REFUSED);
        text("room is missing", "{\"type\":\"join\",\"id\":7}", FRAME_REFUSED);
        text("history is text", join("\"history\":\"many\""), FRAME_REFUSED);
        text("history is negative", join("\"history\":-1"), FRAME_REFUSED);
        text("after is garbage", join("\"after\":\"%%%\""), Set.of("error bad_frame", "joined"));
        text(
                "text frame of 9,000 bytes",
                "{\"type\":\"ping\",\"id\":7,\"x\":\"" + "x".repeat(9000) + "\"}",
                Set.of("close 1009"));
        text("text frame of 2,000,000 bytes", "x".repeat(2_000_000), Set.of("close 1009", "cut"));
        raw("binary frame", s -> s.frame(0x82, new byte[] {1, 2, 3}), Set.of("close 4500"));
        raw(
                "malformed UTF-8",
                s -> s.frame(0x81, new byte[] {'{', '"', (byte) 0xc3, '(', '"', '}'}),
                WEB_SOCKET_REFUSED);
        raw("unmasked frame", s -> s.unmasked(0x81, utf8("{\"type\":\"ping\",\"id\":7}")), WEB_SOCKET_REFUSED);
        raw("reserved opcode", s -> s.frame(0x83, utf8("x")), WEB_SOCKET_REFUSED);
        raw("reserved bits", s -> s.frame(0xb1, utf8("{\"type\":\"ping\",\"id\":7}")), WEB_SOCKET_REFUSED);
        raw("control frame of 200 bytes", s -> s.frame(0x89, new byte[200]), WEB_SOCKET_REFUSED);
        raw("continuation of nothing", s -> s.frame(0x80, utf8("x")), WEB_SOCKET_REFUSED);
        anyError(
                "200 frames at once",
                s -> {
                    for (int i = 0; i < 200; i++) {
                        s.text("{\"type\":\"ping\",\"id\":" + (1000 + i) + "}");
                    }
                },
                Set.of("error rate_limited", "close 4503"));
    }

    private void rooms() {
        text("unknown room", ClientFrame.join(ID, "no-such-room-0", 0), Set.of("error room_unknown"));
        text(
                "room id that cannot be",
                ClientFrame.join(ID, "No Such Room!", 0),
                Set.of("error room_unknown", "error bad_frame"));
        text("guest posts without joining", post("hello"), Set.of("error sign_in_required", "error not_joined"));
        joined("guest posts", "", post("hello"), Set.of("error sign_in_required"));
        signedIn("posts without joining", post("hello"), Set.of("error not_joined"));
        joined("empty text", account.token(), post(""), Set.of("error text_empty"));
        joined("text of spaces", account.token(), post("   "), Set.of("error text_empty"));
        joined("text of 501 characters", account.token(), post("x".repeat(501)), Set.of("error text_too_long"));
        joined(
                "text is a number",
                account.token(),
                "{\"type\":\"post\",\"id\":7,\"room\":\"" + room + "\",\"text\":5}",
                FRAME_REFUSED);
        joined(
                "key of 65 characters",
                account.token(),
                ClientFrame.post(ID, room, "hello", "k".repeat(65)),
                FRAME_REFUSED);
        joined(
                "unknown reaction",
                "",
                "{\"type\":\"react\",\"id\":7,\"room\":\"" + room + "\",\"reaction\":\"nope\"}",
                Set.of("error reaction_unknown", "error sign_in_required"));
        text(
                "leaves a room never joined",
                "{\"type\":\"leave\",\"id\":7,\"room\":\"" + room + "\"}",
                Set.of("error not_joined", "left"));
    }

    private void tokens() {
        text("token is garbage", ClientFrame.hello(ID, "garbage"), TOKEN_REFUSED);
        text("token without signature", ClientFrame.hello(ID, forged("{\"alg\":\"none\"}", "")), TOKEN_REFUSED);
        text(
                "token with a wrong signature",
                ClientFrame.hello(ID, forged("{\"alg\":\"ES256\"}", "c2ln")),
                TOKEN_REFUSED);
        text("genuine token, one letter changed", ClientFrame.hello(ID, changed(account.token())), TOKEN_REFUSED);
        text("token of 7,000 letters", ClientFrame.hello(ID, "a".repeat(7000)), TOKEN_REFUSED);
        text(
                "token is a number",
                "{\"type\":\"hello\",\"id\":7,\"token\":5}",
                Set.of("error bad_frame", "close 4500", "error token_invalid", "close 4501"));
    }

    private void sockets() {
        add("half-closed after joining", Set.of("cut", "close 1000", "close 1001", "close 1005", "close 1006"), () -> {
            try (var session = open()) {
                session.text(ClientFrame.join(ID, room, 0));
                session.answer(ID);
                session.endOwnHalf();
                return session.answer(-1);
            }
        });
        add("half a frame, then half-closed", Set.of("cut", "close 1002", "close 1000", "close 1001"), () -> {
            try (var session = open()) {
                session.frame(0x81, utf8("{\"type\":\"ping\",\"id\":1}"));
                session.answer(1);
                session.half();
                session.endOwnHalf();
                return session.answer(-1);
            }
        });
    }

    private void handshakes() {
        status("foreign subprotocol", "something.else", "", Set.of("status 400"));
        status("foreign origin", "spate.v1", "Origin: http://evil.example\r\n", Set.of("status 403"));
        status(
                "header of 100,000 bytes",
                "spate.v1",
                "X-Big: " + "x".repeat(100_000) + "\r\n",
                Set.of("status 431", "status 413", "status 400", "cut"));
    }

    private void rest() {
        add(
                "REST: sign-up that is not JSON",
                Set.of("400 bad_frame", "400", "400 bad_request"),
                () -> api.probe("POST", "/users", "", "{nope"));
        add(
                "REST: room without signing in",
                Set.of("401 sign_in_required"),
                () -> api.probe("POST", "/rooms", "", "{\"id\":\"x-y-z\",\"title\":\"t\"}"));
        add("REST: garbage token", Set.of("401 token_invalid"), () -> api.probe("GET", "/me", "garbage", ""));
        add(
                "REST: history of an unknown room",
                Set.of("404 room_unknown"),
                () -> api.probe("GET", "/rooms/no-such-room-0/messages", "", ""));
        add("SSE: unknown room", Set.of("status 404"), () -> {
            var sse = target.sse(0, "no-such-room-0", "");
            try (var session = new RawSession(sse, 0, answerMillis)) {
                return "status " + session.get(sse);
            }
        });
    }

    private RawSession open() throws IOException {
        var session = new RawSession(endpoint, 0, answerMillis);
        int status = session.handshake(endpoint, "spate.v1", "");
        if (status != 101) {
            session.close();
            throw new IOException("handshake answered " + status);
        }
        return session;
    }

    private void text(String name, String text, Set<String> expected) {
        raw(name, session -> session.text(text), expected);
    }

    private void raw(String name, Act act, Set<String> expected) {
        answered(name, act, ID, expected);
    }

    private void anyError(String name, Act act, Set<String> expected) {
        answered(name, act, -1, expected);
    }

    private void answered(String name, Act act, long re, Set<String> expected) {
        add(name, expected, () -> {
            try (var session = open()) {
                act.on(session);
                return session.answer(re);
            }
        });
    }

    private void signedIn(String name, String text, Set<String> expected) {
        raw(
                name,
                session -> {
                    session.text(ClientFrame.hello(1, account.token()));
                    session.answer(1);
                    session.text(text);
                },
                expected);
    }

    private void joined(String name, String token, String text, Set<String> expected) {
        raw(
                name,
                session -> {
                    session.text(ClientFrame.hello(1, token));
                    session.answer(1);
                    session.text(ClientFrame.join(2, room, 0));
                    session.answer(2);
                    session.text(text);
                },
                expected);
    }

    private void status(String name, String protocol, String headers, Set<String> expected) {
        add(name, expected, () -> {
            try (var session = new RawSession(endpoint, 0, answerMillis)) {
                int status = session.handshake(endpoint, protocol, headers);
                return status == 0 ? "cut" : "status " + status;
            }
        });
    }

    private void add(String name, Set<String> expected, HostileCase.Trial trial) {
        cases.add(new HostileCase(name, expected, trial));
    }

    private String join(String more) {
        return "{\"type\":\"join\",\"id\":7,\"room\":\"" + room + "\"," + more + "}";
    }

    private String post(String text) {
        return ClientFrame.post(ID, room, text, "hostile");
    }

    private static String forged(String header, String signature) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        String claims = "{\"sub\":\"someone\",\"name\":\"x\",\"iss\":\"spate\",\"aud\":\"spate\",\"exp\":4102444800}";
        return base64.encodeToString(utf8(header)) + '.' + base64.encodeToString(utf8(claims)) + '.' + signature;
    }

    private static String changed(String token) {
        int at = token.indexOf('.') + 5;
        char c = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + c + token.substring(at + 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Does something on an open session.
    private interface Act {

        void on(RawSession session) throws IOException;
    }
}
