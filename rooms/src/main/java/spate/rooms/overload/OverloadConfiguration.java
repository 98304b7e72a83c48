package spate.rooms.overload;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Brings the [Overload]. Needs the [BusyThread].
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OverloadProperties.class)
public class OverloadConfiguration {

    @Bean
    Overload overload(OverloadProperties properties, BusyThread relay, MeterRegistry meters) {
        return new Overload(properties, relay, meters);
    }
}
