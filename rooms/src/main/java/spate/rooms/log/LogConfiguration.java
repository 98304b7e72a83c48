package spate.rooms.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Brings the [EventLog]: enough for a service that only appends.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LogProperties.class, LogReadProperties.class})
public class LogConfiguration {

    @Bean(destroyMethod = "")
    LogTopics logTopics(LogProperties properties) {
        return new LogTopics(properties);
    }

    @Bean
    LogConnection logConnection(LogTopics topics) {
        return new LogConnection(topics);
    }

    @Bean
    LogTracing logTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new LogTracing(tracer, propagator);
    }

    @Bean
    EventLog eventLog(LogProperties properties, LogIdentitySource identity, LogTracing tracing, MeterRegistry meters) {
        return new KafkaEventLog(properties, identity, tracing, meters);
    }

    @Bean
    LogStretches logStretches(
            LogProperties properties,
            LogReadProperties bounds,
            LogIdentitySource identity,
            LogTopics topics,
            MeterRegistry meters) {
        return new LogReader(properties, bounds, identity, topics, meters);
    }

    @Bean
    LogTailFactory logTailFactory(LogProperties properties, LogConnection connection, LogTopics topics) {
        return new LogTailFactory(properties, properties.group(), connection, topics);
    }
}
