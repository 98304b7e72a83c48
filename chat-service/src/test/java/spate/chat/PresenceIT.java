package spate.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.protocol.event.RoomSettings;
import spate.testing.ChatClient;
import spate.testing.FaultyServers;
import spate.testing.TestScope;
import tools.jackson.databind.JsonNode;

/// How many viewers a room has, over replicas that come and go and a Redis that fails.
class PresenceIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void viewersAreCountedOverReplicasAndStandStillWithoutRedis() {
        try (FaultyServers servers = FaultyServers.start();
                TokenIssuer issuer = new TokenIssuer()) {
            TestScope scope = servers.scope();
            String room = Stage.room(scope, RoomSettings.DEFAULTS);
            try (Replica one = Replica.start(scope, issuer);
                    Replica two = Replica.start(scope, issuer);
                    ChatClient here = one.signedIn(issuer, "mina")) {
                join(here, room);
                ChatClient there = two.open();
                ChatClient alsoThere = two.open();
                join(there, room);
                join(alsoThere, room);
                awaitAudience(here, 3);
                awaitAudience(there, 3);
                alsoThere.close();
                awaitAudience(here, 2);
                whoCameAndLeftIsToldForTheFigures(one, room);

                aReplicaThatDiedLeavesTheSum(one, here, room);
                whatIsNoCountIsNotCounted(one, here, room);

                servers.redis().kill();
                there.close();
                // Nobody knows now; chat goes on, and the number stays.
                int frames = audiences(here).size();
                assertThat(text(post(here, room, "without Redis"), "type")).isEqualTo("posted");
                try (ChatClient late = one.open()) {
                    assertThat(join(late, room).path("viewers").asInt()).isGreaterThanOrEqualTo(2);
                }
                assertThat(audiences(here)).hasSize(frames);
                servers.redis().start();
                awaitAudience(here, 1);
            }
        }
    }

    /// Three came, one of them to this replica, and one left; nobody takes it from Redis here.
    private static void whoCameAndLeftIsToldForTheFigures(Replica replica, String room) {
        Awaitility.await("told").atMost(SOON).untilAsserted(() -> {
            List<Map.Entry<String, String>> told = redis(replica)
                    .keys("spate:presence-steps:*")
                    .flatMap(key -> redis(replica).<String, String>opsForHash().entries(key))
                    .filter(field -> field.getKey().startsWith(room))
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElseThrow();
            assertThat(sum(told, room + "/", 0)).as("joins").isEqualTo(3);
            assertThat(sum(told, room + "/", 1)).as("leaves").isEqualTo(1);
            assertThat(told)
                    .filteredOn(field -> field.getKey().equals(room))
                    .extracting(Map.Entry::getValue)
                    .anyMatch(value -> value.endsWith(":3"));
        });
    }

    private static long sum(List<Map.Entry<String, String>> told, String prefix, int part) {
        return told.stream()
                .filter(field -> field.getKey().startsWith(prefix))
                .mapToLong(field ->
                        Long.parseLong(List.of(field.getValue().split(":", 2)).get(part)))
                .sum();
    }

    /// Its entry is what a replica leaves that was killed: it counts until it expires.
    private static void aReplicaThatDiedLeavesTheSum(Replica replica, ChatClient here, String room) {
        put(replica, room, "the-dead-one", "40:" + (System.currentTimeMillis() + 8_000));
        awaitAudience(here, 42);
        int seen = audiences(here).size();
        here.await(frame -> audiences(here).size() > seen && last(here) == 2, SOON);
    }

    private static void whatIsNoCountIsNotCounted(Replica replica, ChatClient here, String room) {
        put(replica, room, "broken", "nonsense");
        put(replica, room, "counted", "5:" + (System.currentTimeMillis() + 60_000));
        awaitAudience(here, 7);
        assertThat(redis(replica)
                        .<String, String>opsForHash()
                        .keys("spate:presence:" + room)
                        .collectList()
                        .block(PATIENCE))
                .doesNotContain("broken");
        assertThat(redis(replica)
                        .<String, String>opsForHash()
                        .remove("spate:presence:" + room, "counted")
                        .block(PATIENCE))
                .isEqualTo(1);
        int seen = audiences(here).size();
        here.await(frame -> audiences(here).size() > seen && last(here) == 2, SOON);
    }

    private static void put(Replica replica, String room, String field, String value) {
        assertThat(redis(replica)
                        .<String, String>opsForHash()
                        .putAll("spate:presence:" + room, Map.of(field, value))
                        .block(PATIENCE))
                .isTrue();
    }

    private static ReactiveStringRedisTemplate redis(Replica replica) {
        return replica.bean(ReactiveStringRedisTemplate.class);
    }

    private static void awaitAudience(ChatClient session, int viewers) {
        session.await(
                frame -> text(frame, "type").equals("audience")
                        && frame.path("viewers").asInt() == viewers,
                SOON);
    }

    private static List<JsonNode> audiences(ChatClient session) {
        return session.frames().stream()
                .filter(frame -> text(frame, "type").equals("audience"))
                .toList();
    }

    private static int last(ChatClient session) {
        return audiences(session).getLast().path("viewers").asInt();
    }
}
