package spate.api.hot;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/// Hot rooms.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HotProperties.class)
public class HotConfiguration {

    @Bean
    HotRooms apiHotRooms(HotProperties properties, ReactiveStringRedisTemplate redis, MeterRegistry meters) {
        return new HotRooms(properties, new SharedHeat(redis, properties), Clock.systemUTC(), meters);
    }
}
