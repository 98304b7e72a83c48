package spate.rooms.revocation;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// Brings the [Revocations]. Needs Boot's own Redis beans.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RevocationProperties.class)
public class RevocationConfiguration {

    @Bean
    Revocations revocations(RevocationProperties properties, ReactiveStringRedisTemplate redis, MeterRegistry meters) {
        return new Revocations(properties, redis, meters);
    }
}
