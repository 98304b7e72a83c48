package spate.api.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/// What the outbox tells of itself. Thread-safe. Depth and lag are known to the replica that relays; the others
/// say 0.
final class OutboxMetrics {

    private final Counter relayed;
    private final Counter failures;
    private final Clock clock;
    private volatile OutboxRows.Depth depth = new OutboxRows.Depth(0, 0);

    OutboxMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.relayed = Counter.builder("spate.outbox.relayed")
                .description("events that the log took from the outbox")
                .register(registry);
        this.failures = Counter.builder("spate.outbox.failures")
                .description("times that relaying failed and was tried again")
                .register(registry);
        Gauge.builder("spate.outbox.depth", this, m -> m.depth.waiting())
                .description("events that wait in the outbox")
                .register(registry);
        Gauge.builder("spate.outbox.lag", this, OutboxMetrics::lagSeconds)
                .description("age of the oldest event in the outbox")
                .baseUnit("seconds")
                .register(registry);
    }

    void relayed() {
        relayed.increment();
    }

    void failed() {
        failures.increment();
    }

    void depth(OutboxRows.Depth now) {
        depth = now;
    }

    private double lagSeconds() {
        OutboxRows.Depth now = depth;
        return now.waiting() == 0 ? 0 : Math.max(0, clock.millis() - now.since()) / 1000.0;
    }
}
