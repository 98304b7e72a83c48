package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import spate.rooms.revocation.Revocations;
import spate.testing.ChatClient;
import spate.testing.NothingLost;
import tools.jackson.databind.JsonNode;

/// Keys that rotate, sign-ins that end, and what is written about tokens.
@ExtendWith(NothingLost.class)
class TokensIT {

    @Test
    void keysRotateAndOldOnesHoldAsLongAsTheyArePublished() {
        try (TokenIssuer issuer = new TokenIssuer();
                Replica replica = Replica.start(Stage.SCOPE, issuer)) {
            String old = issuer.token("mina");
            assertWelcome(replica, old);
            issuer.rotate();
            assertWelcome(replica, issuer.token("noah"));
            assertWelcome(replica, old);
            issuer.forgetOldKeys();
            issuer.rotate();
            assertWelcome(replica, issuer.token("june"));
            assertThat(text(hello(replica, old), "code")).isEqualTo("token_invalid");
        }
    }

    @Test
    void keysAreKeptWhileTheyCannotBeFetched() {
        try (TokenIssuer issuer = new TokenIssuer();
                Replica replica = Replica.start(Stage.SCOPE, issuer)) {
            assertWelcome(replica, issuer.token("mina"));
            issuer.failing(true);
            assertWelcome(replica, issuer.token("noah"));
            // Nobody can know whether that key is none.
            JsonNode refused = hello(replica, issuer.ofUnknownKey("june"));
            assertThat(text(refused, "code")).isEqualTo("unavailable");
            assertThat(refused.path("retryAfterMs").asInt()).isPositive();
            issuer.failing(false);
            assertThat(text(hello(replica, issuer.ofUnknownKey("june")), "code"))
                    .isEqualTo("token_invalid");
        }
    }

    @Test
    void tokensOfUnknownKeysDoNotLeadToAFetchEach() {
        try (TokenIssuer issuer = new TokenIssuer();
                Replica replica = Replica.start(Stage.SCOPE, issuer)) {
            assertWelcome(replica, issuer.token("mina"));
            int before = issuer.fetches();
            long begun = System.nanoTime();
            var sessions = new ArrayList<ChatClient>();
            for (int n = 0; n < 60; n++) {
                ChatClient session = replica.open();
                session.send(Map.of("type", "hello", "id", 1, "token", issuer.ofUnknownKey("mina")));
                sessions.add(session);
            }
            for (ChatClient session : sessions) {
                assertThat(session.awaitClosed().code()).isEqualTo(4501);
                session.close();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(issuer.fetches() - before).isBetween(1, (int) (seconds / 2) + 2);
        }
    }

    @Test
    void sessionsOfASignInThatWasEndedAreCutWithinSeconds() {
        String room = Stage.room();
        try (TokenIssuer issuer = new TokenIssuer();
                Replica one = Replica.start(Stage.SCOPE, issuer);
                Replica two = Replica.start(Stage.SCOPE, issuer);
                ChatClient phone = one.open();
                ChatClient desk = two.open();
                ChatClient guest = two.open()) {
            phone.ask(Map.of("type", "hello", "token", issuer.tokenOf("mina", "phone-1")));
            desk.ask(Map.of("type", "hello", "token", issuer.tokenOf("mina", "desk-1")));
            join(phone, room);
            join(desk, room);
            join(guest, room);
            long begun = System.nanoTime();
            // As api-service does, wherever it runs.
            two.bean(Revocations.class).tell(List.of("phone-1")).block(Duration.ofSeconds(5));
            assertThat(phone.awaitClosed().code()).isEqualTo(4501);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));

            assertThat(text(post(desk, room, "still here"), "type")).isEqualTo("posted");
            assertThat(guest.isOpen()).isTrue();
            for (Replica replica : List.of(one, two)) {
                JsonNode refused = hello(replica, issuer.tokenOf("mina", "phone-1"));
                assertThat(text(refused, "code")).isEqualTo("token_invalid");
            }
            // A replica that starts later knows it too.
            try (Replica late = Replica.start(Stage.SCOPE, issuer)) {
                org.awaitility.Awaitility.await().until(() -> late.gauge("spate.revocations") >= 1);
                assertThat(text(hello(late, issuer.tokenOf("mina", "phone-1")), "code"))
                        .isEqualTo("token_invalid");
            }
        }
    }

    @Test
    void nothingThatIsLoggedHoldsAToken() {
        var log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var written = new ListAppender<ILoggingEvent>();
        Level before = log.getLevel();
        try (TokenIssuer issuer = new TokenIssuer();
                Replica replica = Replica.start(Stage.SCOPE, issuer)) {
            List<String> tokens = List.of(
                    issuer.token("mina"),
                    issuer.forged("mina"),
                    issuer.token("mina", Duration.ofMinutes(-5)),
                    issuer.ofUnknownKey("mina"),
                    "garbage-that-is-no-token");
            written.start();
            log.addAppender(written);
            log.setLevel(Level.DEBUG);
            for (String token : tokens) {
                try (ChatClient session = replica.open()) {
                    session.sendText("{\"type\":\"hello\",\"id\":1,\"token\":\"" + token + "\"}");
                    session.sendText("{\"type\":\"hello\",\"id\":2,\"token\":\"" + token + "\",\"x\":}");
                    session.await(frame -> frame.path("re").asInt() == 1);
                }
            }
            issuer.failing(true);
            hello(replica, issuer.ofUnknownKey("mina"));
            log.setLevel(before);
            List<String> lines = List.copyOf(written.list).stream()
                    .filter(TokensIT::isOurs)
                    .map(TokensIT::line)
                    .toList();
            for (String token : tokens) {
                String signature = token.substring(token.lastIndexOf('.') + 1);
                assertThat(lines).noneMatch(line -> line.contains(token) || line.contains(signature));
            }
        } finally {
            log.setLevel(before);
            log.detachAppender(written);
        }
    }

    /// The test's own client logs too, in the same process.
    private static boolean isOurs(ILoggingEvent event) {
        return !event.getLoggerName().startsWith("reactor.netty.http.client")
                && !event.getLoggerName().startsWith("io.netty");
    }

    private static String line(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : " " + thrown.getMessage());
    }

    private static JsonNode hello(Replica replica, String token) {
        try (ChatClient session = replica.open()) {
            return session.ask(Map.of("type", "hello", "token", token));
        }
    }

    private static void assertWelcome(Replica replica, String token) {
        assertThat(text(hello(replica, token), "type")).isEqualTo("welcome");
    }
}
