package spate.api.privacy;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.api.account.Viewers;
import spate.api.lease.Lease;
import spate.api.outbox.Outbox;
import spate.api.room.Rooms;
import spate.api.web.TokenBuckets;
import spate.rooms.revocation.Revocations;

/// What belongs to viewers.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PrivacyProperties.class)
public class PrivacyConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration ERASURE_LEASE = Duration.ofSeconds(50);
    private static final Duration RETENTION_LEASE = Duration.ofMinutes(1);
    private static final int EXPORTERS_MAX = 10_000;

    @Bean
    Erasures apiErasures(DatabaseClient database, Viewers viewers, TransactionalOperator transaction) {
        return new Erasures(new ErasureRows(database), viewers, transaction, CLOCK);
    }

    @Bean
    Erasing apiErasing(
            DatabaseClient database,
            TransactionalOperator transaction,
            Rooms rooms,
            Outbox outbox,
            Revocations revocations,
            ReactiveStringRedisTemplate redis,
            PrivacyProperties properties) {
        var rows = new ErasureRows(database);
        var left = new LeftRooms(rooms, rows, outbox, database, transaction, CLOCK);
        var lease = new Lease(database, "erasure", ERASURE_LEASE, CLOCK);
        return new Erasing(rows, left, revocations, lease, redis, properties.erase(), CLOCK);
    }

    @Bean
    Retention apiRetention(DatabaseClient database, ReactiveStringRedisTemplate redis, PrivacyProperties properties) {
        var lease = new Lease(database, "retention", RETENTION_LEASE, CLOCK);
        return new Retention(new RetentionRows(database), lease, redis, properties.retain(), CLOCK);
    }

    @Bean
    PersonalDataController apiPersonalDataController(DatabaseClient database, PrivacyProperties properties) {
        var exports = new TokenBuckets(properties.exportsBurst(), properties.exportsRefill(), EXPORTERS_MAX, CLOCK);
        return new PersonalDataController(new PersonalData(database), exports);
    }
}
