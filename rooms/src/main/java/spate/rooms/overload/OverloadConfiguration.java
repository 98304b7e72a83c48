package spate.rooms.overload;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Brings the [Overload]. Needs the [BusyThread] and the [Backlog].
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OverloadProperties.class)
public class OverloadConfiguration {

    @Bean
    Overload overload(OverloadProperties properties, BusyThread relay, Backlog backlog, MeterRegistry meters) {
        return new Overload(properties, relay, backlog, meters);
    }
}
