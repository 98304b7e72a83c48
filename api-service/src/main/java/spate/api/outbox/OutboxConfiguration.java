package spate.api.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.lease.Lease;
import spate.rooms.log.EventLog;

/// The outbox and its relay.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxConfiguration {

    @Bean
    OutboxTicks apiOutboxTicks(OutboxProperties properties) {
        return new OutboxTicks(properties.interval());
    }

    @Bean
    Outbox apiOutbox(DatabaseClient database, OutboxTicks ticks) {
        return new Outbox(database, ticks);
    }

    @Bean
    OutboxRelay apiOutboxRelay(
            DatabaseClient database,
            OutboxTicks ticks,
            EventLog log,
            MeterRegistry registry,
            OutboxProperties properties) {
        Clock clock = Clock.systemUTC();
        return new OutboxRelay(
                new OutboxRows(database),
                new Lease(database, "outbox", properties.leaseLength(), clock),
                ticks,
                log,
                new OutboxMetrics(registry, clock),
                properties);
    }
}
