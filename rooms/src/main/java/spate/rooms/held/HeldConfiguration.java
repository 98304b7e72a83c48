package spate.rooms.held;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/// Brings the [HeldMessages]. Needs Boot's own R2DBC bean.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HeldProperties.class)
public class HeldConfiguration {

    @Bean
    HeldMessages heldMessages(DatabaseClient database, HeldProperties properties) {
        return new StoredHeldMessages(database, properties);
    }
}
