package spate.rooms.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LogTopicsTests {

    private static final LogIdentity LOG = LogIdentity.of("a-topic", 1);

    /// A replica that does not read it would not know its id, and tell its repeat as new.
    @Test
    void whatIsAppendedWhileAReplicaAsksWhereToBeginIsRead() {
        try (var topics = topicsOver(new GrowingLog(0))) {
            TailRange range = Objects.requireNonNull(topics.range(LOG, 1_000).block());

            assertThat(range.from()).containsExactly(0);
        }
    }

    @Test
    void whatIsOldIsNotRead() {
        try (var topics = topicsOver(new GrowingLog(7))) {
            TailRange range = Objects.requireNonNull(topics.range(LOG, 1_000).block());

            assertThat(range.from()).containsExactly(7);
        }
    }

    private static LogTopics topicsOver(GrowingLog log) {
        var admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (_, method, given) -> switch (method.getName()) {
                    case "listOffsets" -> log.answer((Map<?, ?>) given[0]);
                    case "close" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        var properties =
                new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("spate.log", LogProperties.class);
        return new LogTopics(admin, properties);
    }

    /// A partition that another record is appended to as soon as a question about it was answered.
    private static final class GrowingLog {
        private final long old;
        private long end;

        /// @param old how many records are older than is asked for
        GrowingLog(long old) {
            this.old = old;
            this.end = old;
        }

        ListOffsetsResult answer(Map<?, ?> asked) {
            var answers = new HashMap<TopicPartition, KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo>>();
            asked.forEach((partition, spec) -> answers.put(
                    (TopicPartition) partition,
                    KafkaFuture.completedFuture(
                            new ListOffsetsResult.ListOffsetsResultInfo(offset(spec), -1, Optional.empty()))));
            end++;
            return new ListOffsetsResult(answers);
        }

        private long offset(Object spec) {
            return switch (spec) {
                case OffsetSpec.EarliestSpec _ -> 0;
                case OffsetSpec.LatestSpec _ -> end;
                default -> end > old ? old : -1;
            };
        }
    }
}
