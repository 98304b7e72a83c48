package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.BaseSubscriber;
import spate.protocol.RoomId;
import spate.protocol.Topic;
import spate.testing.FaultyServers;
import spate.testing.TestScope;

/// Reading from Kafka while what was read takes long to store.
class KafkaLogPollsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int POLL_INTERVAL_MILLIS = 3_000;

    private final AtomicInteger assignments = new AtomicInteger();
    private final ConcurrentLinkedQueue<LogPolls.Polled> polled = new ConcurrentLinkedQueue<>();

    @Test
    void whoAsksForNothingStaysInTheGroupAndLosesNothing() throws Exception {
        try (var servers = FaultyServers.start();
                var log = new LogModel(servers.scope().kafka())) {
            TestScope scope = servers.scope();
            createTopic(scope);
            var slow = new OneByOne();
            new KafkaLogPolls(
                            scope.kafka(),
                            new Binder(new MapConfigurationPropertySource(Map.of("spate.archive.poll-rows-max", "10")))
                                    .bindOrCreate("spate.archive", ArchiveProperties.class),
                            Map.of("max.poll.interval.ms", POLL_INTERVAL_MILLIS, "session.timeout.ms", 6_000))
                    .polls(_ -> {
                        assignments.incrementAndGet();
                        return 0;
                    })
                    .subscribe(slow);
            for (int i = 0; i < 100; i++) {
                log.append(Records.entry(new RoomId("room"), "key-" + i, "hello"));
            }
            var _ = log.rooms();
            slow.request(1);
            Awaitility.await("first poll").atMost(SOON).until(() -> !polled.isEmpty());

            // Three times as long as Kafka lets a consumer that does not poll stay.
            Duration hold = Duration.ofMillis(3L * POLL_INTERVAL_MILLIS);
            Awaitility.await("nothing more")
                    .pollDelay(hold)
                    .atMost(hold.plus(SOON))
                    .until(() -> polled.size() == 1);
            assertThat(assignments).as("assigned once").hasValue(1);

            slow.request(Long.MAX_VALUE);
            Awaitility.await("the rest")
                    .atMost(SOON)
                    .until(() ->
                            polled.stream().mapToInt(p -> p.records().size()).sum() >= 100);
            assertThat(polled.stream().flatMap(p -> p.records().stream()).map(read -> read.offset()))
                    .doesNotHaveDuplicates()
                    .hasSize(100)
                    .isSorted();
            assertThat(assignments).as("assigned once").hasValue(1);
            slow.cancel();
        }
    }

    private static void createTopic(TestScope scope) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", scope.kafka()))) {
            admin.createTopics(List.of(new NewTopic(Topic.EVENTS, 1, (short) 1)))
                    .all()
                    .get();
            Awaitility.await("leader")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> admin.describeTopics(List.of(Topic.EVENTS)).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.leader() != null));
        }
    }

    /// Asks for nothing by itself.
    private final class OneByOne extends BaseSubscriber<LogPolls.Polled> {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(LogPolls.Polled value) {
            polled.add(value);
            value.stored().run();
        }
    }
}
