package spate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class SpateServersIT {

    @Test
    void scopesAreMigratedAndApart() throws SQLException {
        TestScope one = SpateServers.scope();
        TestScope other = SpateServers.scope();

        insert(one);

        assertThat(count(one)).isEqualTo(1);
        assertThat(count(other)).isZero();
        assertThat(one.redisUrl()).isNotEqualTo(other.redisUrl());
        assertThat(one.topic()).isNotEqualTo(other.topic());
    }

    @Test
    void topicIsThereWithItsPartitions() throws ExecutionException, InterruptedException {
        TestScope scope = SpateServers.scope();

        scope.createTopic(3);

        try (var admin = Admin.create(Map.of("bootstrap.servers", SpateServers.kafka()))) {
            var topics =
                    admin.describeTopics(List.of(scope.topic())).allTopicNames().get();
            assertThat(topics.values().iterator().next().partitions()).hasSize(3);
        }
    }

    @Test
    void faultyServersKeepAddressAndDataOverAKill() throws SQLException {
        try (var servers = FaultyServers.start()) {
            TestScope scope = servers.scope();
            insert(scope);
            servers.mariaDb().kill();
            assertThat(servers.mariaDb().isRunning()).isFalse();

            servers.mariaDb().start();

            assertThat(count(scope)).isEqualTo(1);
        }
    }

    private static void insert(TestScope scope) throws SQLException {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var statement = session.prepareStatement("INSERT INTO probe VALUES ('한 줄')")) {
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static int count(TestScope scope) throws SQLException {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var statement = session.prepareStatement("SELECT COUNT(*) FROM probe");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
