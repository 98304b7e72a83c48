package spate.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class PaymentMetersTests {

    @Test
    void whatProvidersSendStandsApartFromTheWebhooksOfRooms() {
        var registry = new SimpleMeterRegistry();
        new PaymentMeters(registry).refused();
        assertThat(registry.get("spate.payments.refused").counter().count()).isOne();
        assertThat(registry.getMeters())
                .noneMatch(meter -> meter.getId().getName().startsWith("spate.webhooks"));
    }
}
