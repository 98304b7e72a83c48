package spate.faults.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import spate.embedded.EmbeddedServer;
import spate.faults.proxy.FrontProxy;
import spate.faults.world.Server;
import spate.faults.world.SmallDisk;
import spate.testing.FaultyServers;
import spate.testing.TestScope;

/// Several replicas of each service as processes over one Kafka, MariaDB and Redis, behind one front proxy that
/// sends connections to those that say they are ready.
public final class Cluster implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int KAFKA_MEBIBYTES = 256;
    private static final int MYSQL_MEBIBYTES = 512;

    private final FaultyServers servers;
    private final Map<Server, SmallDisk> disks;
    private final TestScope scope;
    private final List<ReplicaProcess> replicas = new ArrayList<>();
    private final Map<ReplicaProcess, Boolean> ready = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final FrontProxy proxy;
    private final Set<ReplicaProcess> leaving = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    /// How many of what.
    ///
    /// @param port of the proxy, 0 for any free one
    /// @param settings of all services, over their own
    /// @param disks whether Kafka and MySQL have small file systems of their own; only for root
    public record Plan(int port, int chats, int streams, int apis, Map<String, String> settings, boolean disks) {}

    private Cluster(FaultyServers servers, Plan plan, Map<Server, SmallDisk> disks) {
        this.servers = servers;
        this.disks = disks;
        this.scope = servers.scope();
        this.proxy = new FrontProxy(plan.port(), this::portFor);
    }

    /// Starts everything and returns once all replicas are ready.
    public static Cluster start(Plan plan) {
        var disks = new HashMap<Server, SmallDisk>();
        FaultyServers servers = FaultyServers.start(List.of(), folder -> {
            if (plan.disks()) {
                disks.put(Server.KAFKA, SmallDisk.over(folder.resolve("kafka"), KAFKA_MEBIBYTES));
                disks.put(Server.MYSQL, SmallDisk.over(folder.resolve("mariadb"), MYSQL_MEBIBYTES));
            }
        });
        var cluster = new Cluster(servers, plan, disks);
        try {
            cluster.start(plan, Files.createTempDirectory("spate-replicas-"));
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(e);
        }
    }

    private void start(Plan plan, Path folder) {
        var settings = new HashMap<>(scope.settings());
        settings.put("SPATE_DATA", folder.toString());
        settings.put("logging.level.root", "WARN");
        settings.putAll(plan.settings());
        add(Service.API, plan.apis(), settings, folder);
        // The tables are there and the keys can be read before the others ask for them.
        replicas.forEach(replica -> replica.awaitReady(START_MAX));
        settings.put("SPATE_JWKS_URL", "http://127.0.0.1:" + proxy.port() + "/.well-known/jwks.json");
        add(Service.CHAT, plan.chats(), settings, folder);
        add(Service.STREAM, plan.streams(), settings, folder);
        replicas.forEach(replica ->
                Thread.ofVirtual().name("spate-probe-" + replica.port()).start(() -> probe(replica)));
        replicas.forEach(replica -> replica.awaitReady(START_MAX));
        replicas.forEach(replica -> ready.put(replica, true));
    }

    private void add(Service service, int count, Map<String, String> settings, Path folder) {
        for (int n = 0; n < count; n++) {
            Path log = folder.resolve("%s-%d.log".formatted(service, n));
            replicas.add(ReplicaProcess.start(service, settings, log));
        }
    }

    /// The servers under the replicas.
    public FaultyServers servers() {
        return servers;
    }

    /// Database, Redis and Kafka of the replicas.
    public TestScope scope() {
        return scope;
    }

    /// All replicas.
    public List<ReplicaProcess> all() {
        return List.copyOf(replicas);
    }

    /// The replicas of a service.
    public List<ReplicaProcess> replicas(Service service) {
        return replicas.stream().filter(replica -> replica.service() == service).toList();
    }

    /// The one origin of all of it: `127.0.0.1:port`.
    public String address() {
        return "127.0.0.1:" + proxy.port();
    }

    /// A server, to be broken.
    public EmbeddedServer server(Server server) {
        return switch (server) {
            case KAFKA -> servers.kafka();
            case MYSQL -> servers.mariaDb();
            case REDIS -> servers.redis();
        };
    }

    /// The disk of a server.
    ///
    /// @throws IllegalArgumentException where it has none of its own
    public SmallDisk disk(Server server) {
        SmallDisk disk = disks.get(server);
        if (disk == null) {
            throw new IllegalArgumentException(server + " has no small disk of its own");
        }
        return disk;
    }

    /// Whether the proxy sends viewers to a replica.
    public boolean isServing(ReplicaProcess replica) {
        return ready.getOrDefault(replica, false) && !leaving.contains(replica);
    }

    /// Replaces one replica after the other, each as Kubernetes does: out of what the proxy sends viewers to,
    /// SIGTERM, its drain, a new one, readiness.
    public void roll(Service service) {
        for (ReplicaProcess replica : replicas(service)) {
            leaving.add(replica);
            replica.end();
            ready.put(replica, false);
            leaving.remove(replica);
            replica.start();
            replica.awaitReady(START_MAX);
            awaitServing(replica);
        }
    }

    private void awaitServing(ReplicaProcess replica) {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!isServing(replica)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the proxy does not find " + replica.service());
            }
            LockSupport.parkNanos(PROBE_NANOS);
        }
    }

    private int portFor(String path) {
        Service service =
                path.startsWith("/ws") ? Service.CHAT : path.startsWith("/sse") ? Service.STREAM : Service.API;
        List<ReplicaProcess> serving =
                replicas(service).stream().filter(this::isServing).toList();
        return serving.isEmpty()
                ? 0
                : serving.get(Math.floorMod(turn.getAndIncrement(), serving.size()))
                        .port();
    }

    /// One that answers late holds up the probes of no other.
    private void probe(ReplicaProcess replica) {
        while (!ending) {
            ready.put(replica, replica.isReady());
            LockSupport.parkNanos(PROBE_NANOS);
        }
    }

    @Override
    public void close() {
        ending = true;
        proxy.close();
        replicas.forEach(ReplicaProcess::close);
        // What is mounted over the folders goes once nothing runs there, and before they are deleted.
        servers.kafka().close();
        servers.mariaDb().close();
        disks.values().forEach(SmallDisk::close);
        servers.close();
    }
}
