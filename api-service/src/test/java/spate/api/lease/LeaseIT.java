package spate.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.testing.SpateServers;
import spate.testing.TestScope;

class LeaseIT {

    private static final Duration LENGTH = Duration.ofSeconds(2);

    private final DatabaseClient database = DatabaseClient.create(database(SpateServers.scope()));
    private final Lease first = new Lease(database, "outbox", LENGTH, Clock.systemUTC());
    private final Lease second = new Lease(database, "outbox", LENGTH, Clock.systemUTC());

    @Test
    void oneReplicaHasItAtATime() {
        assertThat(take(first)).isTrue();
        assertThat(take(second)).isFalse();
        assertThat(take(first)).as("renewed").isTrue();
        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();

        first.release().block(Duration.ofSeconds(5));
        assertThat(first.isHeld()).isFalse();
        assertThat(take(second)).isTrue();
        assertThat(take(first)).isFalse();
    }

    @Test
    void aReplicaThatDiedIsFollowedByAnother() {
        assertThat(take(first)).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> take(second));
        assertThat(first.isHeld()).as("it knows before the other may have it").isFalse();
    }

    private static boolean take(Lease lease) {
        return Boolean.TRUE.equals(lease.take().block(Duration.ofSeconds(5)));
    }

    private static io.r2dbc.spi.ConnectionFactory database(TestScope scope) {
        return ConnectionFactories.get(ConnectionFactoryOptions.parse(scope.mysqlR2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, scope.mysqlUser())
                .option(ConnectionFactoryOptions.PASSWORD, scope.mysqlPassword())
                .build());
    }
}
