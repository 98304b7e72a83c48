package spate.rooms.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class FetchLagTests {

    private final FetchLag lag = new FetchLag();

    @Test
    void partitionsAreAddedUpAndOtherFiguresAreNot() {
        lag.begins(
                "tail",
                () -> List.of(
                        metric("records-lag", "0", 40.0),
                        metric("records-lag", "1", 2.0),
                        // Nothing was fetched of this one yet.
                        metric("records-lag", "2", Double.NaN),
                        metric("records-lag-max", "0", 1_000.0),
                        metric("records-lag", "", 1_000.0)));
        assertThat(lag.records()).isEqualTo(42);
    }

    @Test
    void aConsumerThatHasEndedIsNotBehind() {
        lag.begins("tail-1", () -> List.of(metric("records-lag", "0", 40.0)));
        lag.begins("tail-2", () -> List.of(metric("records-lag", "0", 1.0)));
        lag.ends("tail-1");
        assertThat(lag.records()).isEqualTo(1);
        lag.ends("tail-2");
        assertThat(lag.records()).isZero();
    }

    private static Metric metric(String name, String partition, Object value) {
        Map<String, String> tags = partition.isEmpty() ? Map.of() : Map.of("partition", partition);
        var metricName = new MetricName(name, "consumer-fetch-manager-metrics", "", tags);
        return new Metric() {
            @Override
            public MetricName metricName() {
                return metricName;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }
}
