package spate.stream.archive;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.rooms.log.LogConfiguration;
import spate.rooms.log.LogProperties;
import spate.rooms.log.LogTopics;
import spate.stream.figures.FigureRows;
import spate.stream.figures.FiguresConfiguration;

/// Brings the archive. Needs Boot's own R2DBC and Redis beans.
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "spate.archive.enabled", matchIfMissing = true)
@Import({LogConfiguration.class, FiguresConfiguration.class})
@EnableConfigurationProperties(ArchiveProperties.class)
public class ArchiveConfiguration {

    @Bean
    KafkaLogPolls archivePolls(LogProperties log, ArchiveProperties properties) {
        return new KafkaLogPolls(log.servers(), properties);
    }

    @Bean
    KafkaDeadLetters archiveDeadLetters(LogProperties log) {
        return new KafkaDeadLetters(log.servers());
    }

    @Bean
    ArchiveMeters archiveMeters(MeterRegistry meters) {
        return new ArchiveMeters(meters, Clock.systemUTC());
    }

    @Bean
    EventRows archiveEventRows(DatabaseClient database, ReactiveTransactionManager transactions, FigureRows figures) {
        return new EventRows(
                database, TransactionalOperator.create(transactions), new DecisionRows(Clock.systemUTC()), figures);
    }

    @Bean
    ClearingWiper archiveClearingWiper(DatabaseClient database) {
        return new ClearingWiper(database, Clock.systemUTC());
    }

    @Bean
    SliceStore archiveSliceStore(
            EventRows rows, KafkaDeadLetters deadLetters, ArchiveMeters meters, ArchiveProperties properties) {
        return new SliceStore(rows, deadLetters, meters, properties, Clock.systemUTC());
    }

    @Bean
    RecentHistory archiveRecentHistory(
            ReactiveStringRedisTemplate redis, ArchiveMeters meters, ArchiveProperties properties) {
        return new RecentHistory(redis, meters, Clock.systemUTC(), properties);
    }

    @Bean
    Archive archive(
            ArchiveProperties properties,
            LogTopics topics,
            KafkaLogPolls polls,
            DatabaseClient database,
            SliceStore store,
            RecentHistory recent,
            ObjectProvider<StoredListener> listeners,
            ArchiveMeters meters,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        List<StoredListener> told = listeners.orderedStream().toList();
        var parts = new ArchiveParts(
                properties,
                topics,
                polls,
                new ArchiveTables(database, properties.storeTimeout()),
                store,
                recent,
                shown -> told.forEach(each -> each.stored(shown)),
                new ArchiveTracing(tracer, propagator),
                meters);
        return new Archive(parts, Clock.systemUTC());
    }
}
