package spate.stream.hotwords;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Figures of hot words. Thread-safe.
final class HotWordsMeters {

    private final Counter read;
    private final Counter left;
    private final Counter failed;
    private final Counter told;

    HotWordsMeters(MeterRegistry meters) {
        this.read = meters.counter("spate.hotwords.messages");
        this.left = meters.counter("spate.hotwords.left");
        this.failed = meters.counter("spate.hotwords.failed");
        this.told = meters.counter("spate.hotwords.told");
    }

    /// A message was looked at.
    void read() {
        read.increment();
    }

    /// A message was left out because of the bounds, or because Redis is away.
    void left() {
        left.increment();
    }

    /// Redis, MySQL or the log did not take or tell something.
    void failed() {
        failed.increment();
    }

    /// A room was told what trends.
    void told() {
        told.increment();
    }
}
