package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import spate.protocol.event.RoomSettings;
import spate.testing.ChatClient;
import spate.testing.FaultyServers;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;

/// Rates and slow mode over two replicas, with Redis and without.
class SharedLimitsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String[] WIDE = {
        "--spate.chat.session.posts-per-second=1000", "--spate.chat.session.posts-burst=10000"
    };

    /// On a busy machine Redis is late, and each replica would count alone meanwhile.
    private static final String PATIENT = "--spate.limits.timeout=1s";

    @Test
    void limitsHoldOverReplicasAndLocallyWithoutRedis() {
        try (FaultyServers servers = FaultyServers.start();
                TokenIssuer issuer = new TokenIssuer()) {
            TestScope scope = servers.scope();
            try (Replica one = Replica.start(scope, issuer, PATIENT);
                    Replica two = Replica.start(scope, issuer, PATIENT)) {
                awaitShared(one, 1);
                awaitShared(two, 1);
                oneRateForTwoReplicas(scope, issuer, one, two);
                slowModeForTwoReplicas(scope, issuer, one, two);
                slowModeWaitsOnlyForWhatWasTaken(servers, scope, issuer, one, two);
                withoutRedis(servers, scope, issuer, one, two);
            }
        }
    }

    private static void oneRateForTwoReplicas(TestScope scope, TokenIssuer issuer, Replica one, Replica two) {
        String room = Stage.room(scope, RoomSettings.DEFAULTS);
        try (ChatClient here = one.signedIn(issuer, "mina");
                ChatClient there = two.signedIn(issuer, "mina")) {
            join(here, room);
            join(there, room);
            long begun = System.nanoTime();
            int posted = flood(here, there, room);
            double seconds = (System.nanoTime() - begun) / 1e9;
            // A burst of 20 and 5 a second, not twice that.
            assertThat((double) posted).isBetween(20.0, 21 + 5 * seconds);
            JsonNode refused = there.await(frame -> text(frame, "code").equals("rate_limited"));
            assertThat(refused.path("retryAfterMs").asInt()).isBetween(1, 1_000);
        }
    }

    private static int flood(ChatClient here, ChatClient there, String room) {
        for (int n = 0; n < 20; n++) {
            here.send(Map.of("type", "post", "id", 1_000 + n, "room", room, "text", "m" + n));
            there.send(Map.of("type", "post", "id", 1_000 + n, "room", room, "text", "m" + n));
        }
        int posted = 0;
        for (ChatClient each : List.of(here, there)) {
            each.await(frame -> frame.path("re").asInt() == 1_019);
            posted += (int) each.frames().stream()
                    .filter(frame -> text(frame, "type").equals("posted"))
                    .count();
        }
        return posted;
    }

    private static void slowModeForTwoReplicas(TestScope scope, TokenIssuer issuer, Replica one, Replica two) {
        String room = Stage.room(scope, RoomSettings.of(true, 500, 30, List.of()));
        try (ChatClient here = one.signedIn(issuer, "noah");
                ChatClient there = two.signedIn(issuer, "noah")) {
            join(here, room);
            join(there, room);
            JsonNode first = post(here, room, "one", "key-1");
            assertThat(text(first, "type")).isEqualTo("posted");
            JsonNode refused = post(there, room, "two", "key-2");
            assertThat(text(refused, "code")).isEqualTo("slow_mode");
            assertThat(refused.path("retryAfterMs").asInt()).isBetween(20_000, 30_000);
            // Its answer was lost: sent again over the other replica, it is the same message.
            assertThat(text(post(there, room, "one", "key-1"), "event")).isEqualTo(text(first, "event"));
        }
    }

    private static void slowModeWaitsOnlyForWhatWasTaken(
            FaultyServers servers, TestScope scope, TokenIssuer issuer, Replica one, Replica two) {
        String room = Stage.room(scope, RoomSettings.of(true, 500, 300, List.of()));
        try (ChatClient here = one.signedIn(issuer, "june");
                ChatClient there = two.signedIn(issuer, "june")) {
            join(here, room);
            join(there, room);
            servers.kafka().pause();
            here.send(Map.of("type", "post", "id", 9_001, "room", room, "text", "held"));
            assertThat(text(here.await(frame -> frame.path("re").asInt() == 9_001, SOON), "code"))
                    .isEqualTo("unavailable");
            servers.kafka().resume();
            Awaitility.await("taken")
                    .atMost(SOON)
                    .until(() -> text(post(there, room, "now"), "type").equals("posted"));
            assertThat(text(post(here, room, "too soon"), "code")).isEqualTo("slow_mode");
        }
    }

    private static void withoutRedis(
            FaultyServers servers, TestScope scope, TokenIssuer issuer, Replica one, Replica two) {
        String room = Stage.room(scope, RoomSettings.of(true, 500, 30, List.of()));
        try (Replica quick = Replica.start(scope, issuer, WIDE);
                ChatClient mina = quick.signedIn(issuer, "quick-mina");
                ChatClient here = one.signedIn(issuer, "lone-mina");
                ChatClient there = two.signedIn(issuer, "lone-mina")) {
            String open = Stage.room(scope, RoomSettings.DEFAULTS);
            join(mina, open);
            join(here, room);
            join(there, room);
            awaitShared(quick, 1);
            servers.redis().pause();
            long waits = postsThatWait(mina, open);
            // The first one that Redis does not answer, and nothing behind it; a busy machine may add some.
            assertThat(waits).isLessThanOrEqualTo(10);
            assertThat(quick.gauge("spate.limits.shared")).isZero();

            assertThat(text(post(here, room, "one"), "type")).isEqualTo("posted");
            assertThat(text(post(here, room, "two"), "code")).isEqualTo("slow_mode");
            servers.redis().resume();
            awaitShared(quick, 1);
            awaitShared(one, 1);
        }
    }

    /// How many of forty messages took longer than Redis may.
    private static long postsThatWait(ChatClient mina, String room) {
        var millis = new ArrayList<Long>();
        for (int n = 0; n < 40; n++) {
            long begun = System.nanoTime();
            assertThat(text(post(mina, room, "m" + n), "type")).isEqualTo("posted");
            millis.add((System.nanoTime() - begun) / 1_000_000);
        }
        return millis.stream().filter(each -> each >= 40).count();
    }

    private static void awaitShared(Replica replica, int shared) {
        Awaitility.await("limits over replicas: " + shared)
                .atMost(SOON)
                .until(() -> replica.gauge("spate.limits.shared") == shared);
    }
}
