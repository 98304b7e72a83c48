package spate.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static spate.chat.Stage.ISSUER;
import static spate.chat.Stage.awaitEvent;
import static spate.chat.Stage.join;
import static spate.chat.Stage.post;
import static spate.chat.Stage.text;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spate.protocol.EventId;
import spate.rooms.overload.BusyThread;
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

    /// The relay's thread has much else to do, and the log goes on.
    @Test
    void recordsThatWereNotReadYetAreALoadToo() {
        try (Replica replica = Replica.start(
                Stage.SCOPE,
                ISSUER,
                "--spate.overload.log-lag=1000",
                "--spate.overload.relay-lag=1m",
                "--spate.overload.after=0ms",
                "--spate.overload.until=0ms")) {
            assertThat(replica.gauge("spate.overload.shedding")).isZero();
            var isBusy = new AtomicBoolean(true);
            keepBusy(replica.bean(BusyThread.class), isBusy);
            try {
                append(20_000);
                Awaitility.await("shedding").atMost(SOON).until(() -> replica.gauge("spate.overload.shedding") == 1);
                assertThat(replica.gauge("spate.overload.log.lag.records")).isGreaterThan(1_000);
            } finally {
                isBusy.set(false);
            }
            Awaitility.await("the end of the log")
                    .atMost(SOON)
                    .until(() -> replica.gauge("spate.overload.shedding") == 0
                            && replica.gauge("spate.overload.log.lag.records") == 0);
        }
    }

    /// Between any two of its tasks the thread has one that takes a fifth of a second.
    private static void keepBusy(BusyThread thread, AtomicBoolean isBusy) {
        thread.execute(() -> {
            LockSupport.parkNanos(200_000_000);
            if (isBusy.get()) {
                keepBusy(thread, isBusy);
            }
        });
    }

    /// Events of a room that nobody is in, all in one partition.
    private static void append(int events) {
        byte[] room = "nobody-is-here".getBytes(UTF_8);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Stage.SCOPE.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int n = 0; n < events; n++) {
                String id = EventId.random().value();
                String event = """
                        {"id":"%s","type":"notice","at":1,"text":""}""".formatted(id);
                var record = new ProducerRecord<>("spate.events", room, event.getBytes(UTF_8));
                record.headers()
                        .add("id", id.getBytes(UTF_8))
                        .add("type", "notice".getBytes(UTF_8))
                        .add("at", "1".getBytes(UTF_8));
                producer.send(record);
            }
            producer.flush();
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
