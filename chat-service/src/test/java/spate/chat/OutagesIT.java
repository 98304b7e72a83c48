package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.awaitEvent;
import static spate.chat.Stage.ids;
import static spate.chat.Stage.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import spate.protocol.event.RoomSettings;
import spate.rooms.log.EventLog;
import spate.testing.ChatClient;
import spate.testing.FaultyServers;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;

/// What viewers see when a part fails.
class OutagesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final FaultyServers servers = FaultyServers.start();
    private final TokenIssuer issuer = new TokenIssuer();
    private final TestScope scope = servers.scope();
    private final String room = Stage.room(scope, RoomSettings.DEFAULTS);
    private final Replica replica = Replica.start(scope, issuer, "--spate.log.timeout=2s");
    private final ChatClient mina = replica.signedIn(issuer, "mina");
    private final ChatClient noah = replica.open();

    @BeforeEach
    void join() {
        Stage.join(mina, room);
        Stage.join(noah, room);
    }

    @AfterEach
    void end() {
        noah.close();
        mina.close();
        replica.close();
        issuer.close();
        servers.close();
    }

    @Test
    void chatOutlivesEachOfItsServers() {
        String first = post("before", "k1");
        String held = kafkaPauses();
        String last = mySqlAndRedisDie();
        awaitEvent(noah, last);
        assertThat(ids(noah.events(room)))
                .startsWith(first, held)
                .endsWith(last)
                .doesNotHaveDuplicates();
    }

    /// A sender that began anew after an outage does not tell its end, so that the stop waits for its timeout.
    @Test
    void aReplicaStopsAfterKafkaWasAway() {
        awaitEvent(noah, kafkaPauses());
        servers.kafka().pause();
        mina.send(Map.of("type", "post", "id", 9_002, "room", room, "text", "under way", "key", "k3"));
        Awaitility.await().until(() -> replica.gauge("spate.log.appends.under.way") == 1);

        var stopped = new CompletableFuture<Boolean>();
        var log = (SmartLifecycle) replica.bean(EventLog.class);
        log.stop(() -> stopped.complete(log.isRunning()));

        assertThat(stopped).succeedsWithin(SOON).isEqualTo(false);
        JsonNode answer = mina.await(f -> f.path("re").asInt(0) == 9_002, SOON);
        assertThat(text(answer, "code")).isEqualTo("unavailable");
        servers.kafka().resume();
    }

    private String kafkaPauses() {
        servers.kafka().pause();
        long begun = System.nanoTime();
        mina.send(Map.of("type", "post", "id", 9_001, "room", room, "text", "held", "key", "k2"));
        JsonNode refused = mina.await(f -> f.path("re").asInt(0) == 9_001, SOON);
        assertThat(text(refused, "code")).isEqualTo("unavailable");
        assertThat(refused.path("retryAfterMs").asInt()).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(text(mina.ask(Map.of("type", "ping")), "type")).isEqualTo("pong");
        assertThat(noah.isOpen()).isTrue();
        servers.kafka().resume();

        String held = post("held", "k2");
        awaitEvent(noah, held);
        assertThat(noah.events(room).stream()
                        .filter(e -> text(e, "text").equals("held"))
                        .count())
                .isEqualTo(1);
        return held;
    }

    private String mySqlAndRedisDie() {
        servers.mariaDb().kill();
        servers.redis().kill();
        String last = "";
        for (String key : List.of("k3", "k4", "k5")) {
            last = post("without MySQL and Redis " + key, key);
        }
        assertThat(noah.isOpen()).isTrue();
        return last;
    }

    /// Sends until it is taken, as a page does.
    private String post(String text, String key) {
        for (int attempt = 0; attempt < 20; attempt++) {
            JsonNode answer = Stage.post(mina, room, text, key);
            if (text(answer, "type").equals("posted")) {
                return text(answer, "event");
            }
            assertThat(text(answer, "code")).isEqualTo("unavailable");
        }
        throw new AssertionError("never taken");
    }
}
