package spate.api.schema;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;

/// Runs the migrations while the process starts, over a JDBC connection of its own to the database that R2DBC
/// uses. Several processes may do so at once: they wait for each other. The start fails where the database stays
/// away or has newer tables than are known here.
final class SchemaMigration implements InitializingBean {

    private static final int MYSQL_PORT = 3306;

    private final SchemaProperties properties;
    private final ConnectionFactoryOptions database;

    SchemaMigration(SchemaProperties properties, R2dbcConnectionDetails database) {
        this.properties = properties;
        this.database = database.getConnectionFactoryOptions();
    }

    @Override
    public void afterPropertiesSet() {
        if (properties.migrate()) {
            Flyway.configure()
                    .dataSource(jdbcUrl(), value(ConnectionFactoryOptions.USER), password())
                    .locations("classpath:db/migration")
                    .connectRetries(properties.retries())
                    .connectRetriesInterval((int) properties.retryInterval().toSeconds())
                    .load()
                    .migrate();
        }
    }

    String jdbcUrl() {
        if (!properties.jdbcUrl().isBlank()) {
            return properties.jdbcUrl();
        }
        Object port = database.getValue(ConnectionFactoryOptions.PORT);
        return "jdbc:mariadb://" + value(ConnectionFactoryOptions.HOST) + ":" + (port == null ? MYSQL_PORT : port) + "/"
                + value(ConnectionFactoryOptions.DATABASE) + "?allowPublicKeyRetrieval=true";
    }

    private String value(Option<String> option) {
        Object value = database.getValue(option);
        return value == null ? "" : value.toString();
    }

    private @Nullable String password() {
        CharSequence password = (CharSequence) database.getValue(ConnectionFactoryOptions.PASSWORD);
        return password == null ? null : password.toString();
    }
}
