package spate.api.schema;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The migration of the tables.
///
/// @param migrate whether this process migrates; another one must have done it where it does not
/// @param jdbcUrl JDBC url of the database, where the one that follows from the R2DBC url does not serve
/// @param retries how often a database that does not answer is tried again, 0 to 1000
/// @param retryInterval longest pause between two tries
@ConfigurationProperties("spate.api.schema")
public record SchemaProperties(
        @DefaultValue("true") boolean migrate,
        @DefaultValue("") String jdbcUrl,
        @DefaultValue("15") int retries,
        @DefaultValue("2s") Duration retryInterval) {

    public SchemaProperties {
        if (retries < 0 || retries > 1000 || retryInterval.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "spate.api.schema.retries must be 0 to 1000, spate.api.schema.retry-interval at least 1s");
        }
    }
}
