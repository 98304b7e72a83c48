package spate.rooms.limit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// Brings the [PostLimits]. Needs Boot's own Redis beans.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
public class LimitConfiguration {

    @Bean
    PostLimits postLimits(LimitProperties properties, ReactiveStringRedisTemplate redis, MeterRegistry meters) {
        return new PostLimits(properties, new RedisLimits(redis, properties.timeout()), meters);
    }
}
