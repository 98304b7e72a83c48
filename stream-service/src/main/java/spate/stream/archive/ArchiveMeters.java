package spate.stream.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What the archive tells of itself. Thread-safe.
///
/// `spate.archive.rows`: events stored that were not there. `spate.archive.lag`: records of the partitions
/// assigned here that are not stored, as of the last look. `spate.archive.lag.seconds`: age of the oldest
/// record in hand, 0 where none is. `spate.archive.retries`: transactions and dead letters tried again.
/// `spate.archive.dead`: dead letters.
/// `spate.archive.recent.failed`: batches that Redis was not shown.
final class ArchiveMeters {

    private final Counter rows;
    private final Counter retries;
    private final Counter dead;
    private final Counter recentFailed;
    private final AtomicLong lag = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> inHandMillis = new ConcurrentLinkedQueue<>();

    ArchiveMeters(MeterRegistry registry, Clock clock) {
        rows = registry.counter("spate.archive.rows");
        retries = registry.counter("spate.archive.retries");
        dead = registry.counter("spate.archive.dead");
        recentFailed = registry.counter("spate.archive.recent.failed");
        Gauge.builder("spate.archive.lag", lag, AtomicLong::doubleValue)
                .strongReference(true)
                .register(registry);
        Gauge.builder("spate.archive.lag.seconds", inHandMillis, polls -> ageSeconds(polls.peek(), clock))
                .strongReference(true)
                .register(registry);
    }

    void stored(long count) {
        rows.increment((double) count);
    }

    void retried() {
        retries.increment();
    }

    void died() {
        dead.increment();
    }

    void recentFailed() {
        recentFailed.increment();
    }

    void behindBy(long records) {
        lag.set(records);
    }

    /// A poll is in hand whose first record was appended at this time, milliseconds since 1970.
    void inHandSince(long millis) {
        inHandMillis.add(millis);
    }

    /// The poll that came first is stored.
    void outOfHand() {
        inHandMillis.poll();
    }

    /// A run has ended, with whatever it had in hand.
    void handEmpty() {
        inHandMillis.clear();
    }

    private static double ageSeconds(@Nullable Long millis, Clock clock) {
        return millis == null ? 0 : Math.max(0, clock.millis() - millis) / 1000.0;
    }
}
