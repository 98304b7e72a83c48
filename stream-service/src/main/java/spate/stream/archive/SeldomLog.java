package spate.stream.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/// Warns at most once in a while, and says how often it kept silent. Thread-safe.
final class SeldomLog {

    private final Logger log;
    private final Clock clock;
    private final long everyMillis;
    private final AtomicLong nextMillis = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong silent = new AtomicLong();

    SeldomLog(Logger log, Clock clock, Duration every) {
        this.log = log;
        this.clock = clock;
        this.everyMillis = every.toMillis();
    }

    void warn(String what, Throwable cause) {
        long now = clock.millis();
        long next = nextMillis.get();
        if (now < next || !nextMillis.compareAndSet(next, now + everyMillis)) {
            silent.incrementAndGet();
            return;
        }
        // The cause in one line: an outage repeats, and its stack says nothing more.
        log.warn("{} ({} more since the last warning): {}", what, silent.getAndSet(0), cause.toString());
    }
}
