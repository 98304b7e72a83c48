package spate.api.payment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What top-ups tell of themselves. Thread-safe.
final class PaymentMeters {

    private final MeterRegistry registry;
    private final Counter refused;

    PaymentMeters(MeterRegistry registry) {
        this.registry = registry;
        this.refused = Counter.builder("spate.payments.refused")
                .description("webhooks of providers that were not signed, not of this time, or could not be read")
                .register(registry);
    }

    void refused() {
        refused.increment();
    }

    void settled(PaymentEvent.Outcome outcome) {
        Counter.builder("spate.topups.settled")
                .description("top-ups that were paid or failed")
                .tag("outcome", outcome.word())
                .register(registry)
                .increment();
    }
}
