package spate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;

/// What one test class has of the servers for itself: a database with all migrations of the class path, a Redis
/// database that was flushed, and the name of a topic that nobody else has.
///
/// Redis has 15 databases to give, then they come round again. Publish and subscribe reach over databases.
///
/// @param kafka bootstrap servers
/// @param topic a name; the topic does not exist before [#createTopic(int)]
/// @param mysqlR2dbcUrl `r2dbc:mysql://…`
/// @param mysqlJdbcUrl `jdbc:mariadb://…`
/// @param redisUrl `redis://host:port/database`
public record TestScope(
        String kafka,
        String topic,
        String mysqlR2dbcUrl,
        String mysqlJdbcUrl,
        String mysqlUser,
        String mysqlPassword,
        String redisUrl) {

    private static final int REDIS_DATABASES = 15;
    private static final AtomicInteger REDIS_DATABASE = new AtomicInteger();

    static TestScope create(ServerAddresses servers) {
        String mark = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        String database = "spate_" + mark;
        createDatabase(servers, database);
        var scope = new TestScope(
                servers.kafka(),
                "events-" + mark,
                "r2dbc:mysql://" + servers.mysql() + "/" + database,
                jdbc(servers, database),
                servers.mysqlUser(),
                servers.mysqlPassword(),
                "redis://" + servers.redis() + "/" + flushedDatabase(servers.redis()));
        scope.migrate();
        return scope;
    }

    /// The configuration of a service by the names that the environment has too.
    public Map<String, String> settings() {
        return Map.of(
                "SPATE_KAFKA", kafka,
                "SPATE_MYSQL_URL", mysqlR2dbcUrl,
                "SPATE_MYSQL_USER", mysqlUser,
                "SPATE_MYSQL_PASSWORD", mysqlPassword,
                "SPATE_REDIS_URL", redisUrl);
    }

    /// Creates the topic and returns when each partition has a leader.
    public void createTopic(int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
            Awaitility.await("leaders of " + topic)
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> hasLeaders(admin, partitions));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean hasLeaders(Admin admin, int partitions) throws InterruptedException, ExecutionException {
        try {
            Collection<TopicDescription> topics =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values();
            return topics.stream()
                            .flatMap(each -> each.partitions().stream())
                            .filter(p -> p.leader() != null)
                            .count()
                    == partitions;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private void migrate() {
        var _ = Flyway.configure()
                .dataSource(mysqlJdbcUrl, mysqlUser, mysqlPassword)
                .locations("classpath:db/migration")
                .failOnMissingLocations(false)
                .load()
                .migrate();
    }

    private static void createDatabase(ServerAddresses servers, String database) {
        try (var session =
                        DriverManager.getConnection(jdbc(servers, ""), servers.mysqlUser(), servers.mysqlPassword());
                var statement = session.prepareStatement(
                        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + database, e);
        }
    }

    private static String jdbc(ServerAddresses servers, String database) {
        // MySQL of today takes passwords over TLS only; the embedded MariaDB has none and needs none.
        String tls = servers.mysqlUser().equals("root") ? "?sslMode=trust" : "";
        return "jdbc:mariadb://" + servers.mysql() + "/" + database + tls;
    }

    private static int flushedDatabase(String redis) {
        int database = Math.floorMod(REDIS_DATABASE.getAndIncrement(), REDIS_DATABASES) + 1;
        String[] address = redis.split(":", 2);
        try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("SELECT %d\r\nFLUSHDB\r\n".formatted(database).getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(10), StandardCharsets.US_ASCII);
            if (!answer.equals("+OK\r\n+OK\r\n")) {
                throw new IllegalStateException("Redis answers " + answer);
            }
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot flush Redis", e);
        }
    }
}
