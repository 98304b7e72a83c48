package spate.api.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The relay of the outbox.
///
/// @param interval how often it looks for what other replicas wrote
/// @param batch events read at once, 1 to 1000
/// @param leaseLength how long a replica that died keeps others from relaying; at least 5 s
/// @param appendTimeout longest wait for one acknowledgement; above half the lease two replicas could relay at
///     once
/// @param backoffMin first pause after a failure
/// @param backoffMax longest pause
@ConfigurationProperties("spate.api.outbox")
public record OutboxProperties(
        @DefaultValue("1s") Duration interval,
        @DefaultValue("100") int batch,
        @DefaultValue("20s") Duration leaseLength,
        @DefaultValue("9s") Duration appendTimeout,
        @DefaultValue("200ms") Duration backoffMin,
        @DefaultValue("10s") Duration backoffMax) {

    public OutboxProperties {
        if (interval.toMillis() < 10 || batch < 1 || batch > 1000) {
            throw new IllegalArgumentException(
                    "spate.api.outbox.interval must be at least 10ms, spate.api.outbox.batch 1 to 1000");
        }
        if (leaseLength.toSeconds() < 5 || appendTimeout.compareTo(leaseLength.dividedBy(2)) > 0) {
            throw new IllegalArgumentException("spate.api.outbox.lease-length must be at least 5s,"
                    + " spate.api.outbox.append-timeout at most half of it");
        }
        if (backoffMin.toMillis() < 1 || backoffMax.compareTo(backoffMin) < 0) {
            throw new IllegalArgumentException("spate.api.outbox.backoff-max must not be below backoff-min");
        }
    }
}
