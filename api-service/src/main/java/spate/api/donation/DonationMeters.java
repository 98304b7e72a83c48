package spate.api.donation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What donations tell of themselves. Thread-safe.
final class DonationMeters {

    private final Counter donated;
    private final Counter refunded;

    DonationMeters(MeterRegistry registry) {
        this.donated = Counter.builder("spate.donations")
                .description("donations that were given")
                .register(registry);
        this.refunded = Counter.builder("spate.donations.refunded")
                .description("donations that were given back")
                .register(registry);
    }

    void donated() {
        donated.increment();
    }

    void refunded() {
        refunded.increment();
    }
}
