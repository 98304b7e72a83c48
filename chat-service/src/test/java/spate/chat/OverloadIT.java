package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.ISSUER;
import static spate.chat.Stage.awaitEvent;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spate.testing.ChatClient;
import spate.testing.NothingLost;
import tools.jackson.databind.JsonNode;

/// Who comes new is sent elsewhere, and who is here notices nothing.
@ExtendWith(NothingLost.class)
class OverloadIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void noMoreSessionsThanTheBound() {
        try (Replica replica = Replica.start(Stage.SCOPE, ISSUER, "--spate.chat.session.sessions-max=2");
                ChatClient first = replica.open()) {
            try (ChatClient second = replica.open();
                    ChatClient third = replica.open()) {
                assertThat(third.awaitClosed().code()).isEqualTo(1013);
                assertThat(text(first.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
                assertThat(second.isOpen()).isTrue();
            }
            assertThat(replica.count("spate.sessions.closed", "code", "1013")).isEqualTo(1);
            Awaitility.await().atMost(SOON).until(() -> replica.gauge("spate.sessions") == 1);
            try (ChatClient again = replica.open()) {
                assertThat(text(again.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
            }
        }
    }

    /// So little direct memory that the first sessions' buffers are too much.
    @Test
    void whoComesNewIsShedAndWhoIsHereGoesOn() {
        String room = Stage.room();
        String other = Stage.room();
        try (Replica replica = Replica.start(
                        Stage.SCOPE, ISSUER, "--spate.overload.direct-bytes=65536", "--spate.overload.after=10s");
                ChatClient mina = replica.signedIn(ISSUER, "mina");
                ChatClient noah = replica.open()) {
            join(mina, room);
            join(noah, room);
            Awaitility.await("shedding").atMost(SOON).until(() -> replica.gauge("spate.overload.shedding") == 1);

            JsonNode refused = noah.ask(Map.of("type", "join", "room", other));
            assertThat(text(refused, "code")).isEqualTo("unavailable");
            assertThat(refused.path("retryAfterMs").asInt()).isBetween(1_000, 4_000);
            try (ChatClient late = replica.open()) {
                assertThat(late.awaitClosed().code()).isEqualTo(1013);
            }
            assertThat(replica.count("spate.overload.shed", "what", "session")).isEqualTo(1);
            assertThat(replica.count("spate.overload.shed", "what", "join")).isEqualTo(1);

            JsonNode posted = post(mina, room, "still here");
            assertThat(text(posted, "type")).isEqualTo("posted");
            awaitEvent(noah, text(posted, "event"));
        }
    }
}
