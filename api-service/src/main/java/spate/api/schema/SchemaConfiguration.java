package spate.api.schema;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The migration of the tables.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchemaProperties.class)
public class SchemaConfiguration {

    @Bean
    SchemaMigration apiSchemaMigration(SchemaProperties properties, R2dbcConnectionDetails database) {
        return new SchemaMigration(properties, database);
    }
}
