package spate.rooms.replay;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.rooms.log.LogStretches;

/// Brings the [EventStore] over MySQL, Redis and the log. Needs Boot's own R2DBC and Redis beans and
/// [spate.rooms.log.LogConfiguration].
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplayProperties.class)
public class ReplayConfiguration {

    @Bean
    EventStore eventStore(
            DatabaseClient database,
            ReactiveStringRedisTemplate redis,
            LogStretches log,
            ReplayProperties properties,
            MeterRegistry meters) {
        return new LayeredEventStore(
                new RedisRecentEvents(redis),
                new MySqlEventStore(database, properties.storeTimeout()),
                new LoggedEvents(log),
                properties,
                Clock.systemUTC(),
                meters);
    }
}
