package spate.testing;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Kafka, MySQL (or MariaDB) and Redis that all tests of one JVM share; started when first asked for, ended
/// with the JVM.
///
/// They run in containers where a Docker engine answers, else embedded; `-Dspate.test.servers=docker` or
/// `embedded` forces one. Tests keep apart by a [TestScope] each. Safe for use by several threads.
public final class SpateServers {

    private static final Logger log = LoggerFactory.getLogger(SpateServers.class);

    private SpateServers() {}

    /// A fresh database with all migrations, a flushed Redis database and a topic name that nobody else has.
    public static TestScope scope() {
        return TestScope.create(Shared.ADDRESSES);
    }

    /// The bootstrap servers of Kafka.
    public static String kafka() {
        return Shared.ADDRESSES.kafka();
    }

    private static ServerAddresses start() {
        return switch (System.getProperty("spate.test.servers", "auto").toLowerCase(Locale.ROOT)) {
            case "docker" -> startDocker();
            case "embedded" -> startEmbedded();
            case "auto" -> startEither();
            case String other ->
                throw new IllegalArgumentException("spate.test.servers is auto, docker or embedded, not " + other);
        };
    }

    private static ServerAddresses startEither() {
        if (!DockerServers.areAvailable()) {
            return startEmbedded();
        }
        try {
            return startDocker();
        } catch (RuntimeException e) {
            log.warn("Docker answers, but cannot run the servers ({}): the tests use the embedded ones", e.toString());
            return startEmbedded();
        }
    }

    private static ServerAddresses startDocker() {
        var servers = new DockerServers();
        try {
            ServerAddresses addresses = servers.start();
            atEnd(servers::close);
            return addresses;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static ServerAddresses startEmbedded() {
        FaultyServers servers = FaultyServers.start();
        atEnd(servers::close);
        return servers.addresses();
    }

    private static void atEnd(Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end, "spate-test-servers-end"));
    }

    /// Started by the first who touches it; class initialisation lets one thread in and the others wait.
    private static final class Shared {
        static final ServerAddresses ADDRESSES = start();
    }
}
