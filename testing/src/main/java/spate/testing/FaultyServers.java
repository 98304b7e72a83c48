package spate.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import spate.embedded.EmbeddedServers;
import spate.embedded.KafkaServer;
import spate.embedded.MariaDbServer;
import spate.embedded.Port;
import spate.embedded.RedisServer;
import spate.embedded.StartListener;

/// Embedded servers of one test's own, to be killed, paused and started again; never shared, always embedded.
///
/// Addresses and data stay the same over a kill and a new start. Close it to end the servers and delete their
/// data.
public final class FaultyServers implements AutoCloseable {

    private final Path folder;
    private final EmbeddedServers servers;

    private FaultyServers(Path folder, EmbeddedServers servers) {
        this.folder = folder;
        this.servers = servers;
    }

    /// Starts Kafka, MariaDB and Redis on free ports over a new data folder.
    public static FaultyServers start() {
        return start(List.of());
    }

    /// Starts Kafka, MariaDB and Redis on free ports over a new data folder.
    ///
    /// @param detours further ways to Kafka, for proxies
    public static FaultyServers start(List<KafkaServer.Detour> detours) {
        return start(detours, _ -> {});
    }

    /// Starts Kafka, MariaDB and Redis on free ports over a new data folder.
    ///
    /// @param detours further ways to Kafka, for proxies
    /// @param prepare is given the data folder before anything starts; `kafka`, `mariadb` and `redis` are to
    ///     be in it
    public static FaultyServers start(List<KafkaServer.Detour> detours, Consumer<Path> prepare) {
        Path folder = TestFolder.create();
        prepare.accept(folder);
        var servers = new EmbeddedServers(folder, TestFolder.programs(), Port.free(), Port.free(), Port.free());
        detours.forEach(servers.kafka()::add);
        servers.start(StartListener.SILENT);
        return new FaultyServers(folder, servers);
    }

    /// The broker, with `kill()`, `start()`, `pause()`, `resume()`.
    public KafkaServer kafka() {
        return servers.kafka();
    }

    /// The database server, with `kill()`, `start()`, `pause()`, `resume()`.
    public MariaDbServer mariaDb() {
        return servers.mariaDb();
    }

    /// The Redis server, with `kill()`, `start()`, `pause()`, `resume()`.
    public RedisServer redis() {
        return servers.redis();
    }

    /// A fresh, migrated database, Redis database and topic name on these servers.
    public TestScope scope() {
        return TestScope.create(addresses());
    }

    @Override
    public void close() {
        servers.close();
        TestFolder.delete(folder);
    }

    ServerAddresses addresses() {
        return new ServerAddresses(
                servers.kafka().address(),
                servers.mariaDb().address(),
                MariaDbServer.SPATE,
                servers.mariaDb().password(),
                servers.redis().address());
    }
}
