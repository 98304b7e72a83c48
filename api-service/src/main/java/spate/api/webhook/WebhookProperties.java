package spate.api.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Webhooks; prefix `spate.api.webhooks`.
///
/// @param every how often a replica looks for what is to be sent, 50 ms to 1 min
/// @param timeout longest wait for one answer, connecting included, 100 ms to 30 s
/// @param lease how long a replica that died keeps others from serving a webhook, three time-outs to 10 min
/// @param concurrency webhooks that one replica serves at the same time, 1 to 256; the others wait
/// @param eventsMax events of one delivery, 1 to 200
/// @param bytesMax bytes of the events of one delivery, 64 KiB to 4 MiB; one event is always taken
/// @param attemptsMax attempts of one delivery before it fails, 1 to 20
/// @param backoffMin pause after the first attempt, which grows fourfold
/// @param backoffMax longest pause
/// @param failuresMax deliveries that may fail one after the other before the webhook is disabled, 1 to 100
/// @param keep how long the log of deliveries is kept, 1 h to 90 days
/// @param deliveriesMax deliveries that are kept of one webhook, 100 to 100,000
/// @param plainHttp whether `http` addresses are taken
/// @param loopback whether addresses of the own machine are taken, over `http` too: for trials only
@ConfigurationProperties("spate.api.webhooks")
record WebhookProperties(
        @DefaultValue("500ms") Duration every,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("16") int concurrency,
        @DefaultValue("50") int eventsMax,
        @DefaultValue("256KB") DataSize bytesMax,
        @DefaultValue("8") int attemptsMax,
        @DefaultValue("1s") Duration backoffMin,
        @DefaultValue("10m") Duration backoffMax,
        @DefaultValue("3") int failuresMax,
        @DefaultValue("7d") Duration keep,
        @DefaultValue("1000") int deliveriesMax,
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue("false") boolean loopback) {

    WebhookProperties {
        check(every.toMillis() >= 50 && every.toMillis() <= 60_000, "every", "must be 50 ms to 1 min");
        check(timeout.toMillis() >= 100 && timeout.toMillis() <= 30_000, "timeout", "must be 100 ms to 30 s");
        check(
                lease.compareTo(timeout.multipliedBy(3)) >= 0 && lease.toMinutes() <= 10,
                "lease",
                "must be at least three time-outs and at most 10 min");
        check(concurrency >= 1 && concurrency <= 256, "concurrency", "must be 1 to 256");
        check(eventsMax >= 1 && eventsMax <= 200, "events-max", "must be 1 to 200");
        check(bytesMax.toKilobytes() >= 64 && bytesMax.toMegabytes() <= 4, "bytes-max", "must be 64 KiB to 4 MiB");
        check(attemptsMax >= 1 && attemptsMax <= 20, "attempts-max", "must be 1 to 20");
        check(backoffMin.toMillis() >= 10, "backoff-min", "must be at least 10 ms");
        check(
                backoffMax.compareTo(backoffMin) >= 0 && backoffMax.toHours() <= 24,
                "backoff-max",
                "must be between backoff-min and 24 h");
        check(failuresMax >= 1 && failuresMax <= 100, "failures-max", "must be 1 to 100");
        check(keep.toHours() >= 1 && keep.toDays() <= 90, "keep", "must be 1 h to 90 days");
        check(deliveriesMax >= 100 && deliveriesMax <= 100_000, "deliveries-max", "must be 100 to 100,000");
    }

    private static void check(boolean holds, String key, String message) {
        if (!holds) {
            throw new IllegalArgumentException("spate.api.webhooks." + key + " " + message);
        }
    }
}
