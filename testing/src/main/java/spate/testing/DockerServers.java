package spate.testing;

import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/// Kafka, MySQL and Redis in containers. The images may be named by `spate.test.image.kafka`, `….mysql`,
/// `….redis`.
final class DockerServers implements AutoCloseable {

    private static final int MYSQL_PORT = 3306;
    private static final int REDIS_PORT = 6379;
    private static final String PASSWORD = "for-tests-only";

    private final KafkaContainer kafka = new KafkaContainer(image("kafka", "apache/kafka:4.2.0"));

    private final GenericContainer<?> mysql = new GenericContainer<>(image("mysql", "mysql:8.4"))
            .withEnv("MYSQL_ROOT_PASSWORD", PASSWORD)
            .withCommand("--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin")
            .withExposedPorts(MYSQL_PORT)
            // The server that only initialises the data says "port: 0".
            .waitingFor(Wait.forLogMessage(".*ready for connections.*port: 3306.*", 1));

    private final GenericContainer<?> redis =
            new GenericContainer<>(image("redis", "redis:7.4")).withExposedPorts(REDIS_PORT);

    static boolean areAvailable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    ServerAddresses start() {
        Startables.deepStart(Stream.of(kafka, mysql, redis)).join();
        return new ServerAddresses(
                kafka.getBootstrapServers(), address(mysql, MYSQL_PORT), "root", PASSWORD, address(redis, REDIS_PORT));
    }

    @Override
    public void close() {
        for (GenericContainer<?> container : List.<GenericContainer<?>>of(redis, mysql, kafka)) {
            container.stop();
        }
    }

    private static String address(GenericContainer<?> container, int port) {
        return container.getHost() + ":" + container.getMappedPort(port);
    }

    private static DockerImageName image(String server, String name) {
        return DockerImageName.parse(System.getProperty("spate.test.image." + server, name))
                .asCompatibleSubstituteFor(DockerImageName.parse(name).getUnversionedPart());
    }
}
