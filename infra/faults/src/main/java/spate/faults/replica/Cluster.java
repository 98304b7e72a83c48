package spate.faults.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final List<ReplicaProcess> replicas = new CopyOnWriteArrayList<>();
    private final Map<Service, Path> caches = new EnumMap<>(Service.class);
    private final Map<String, String> settings = new HashMap<>();
    private final Path folder;
    private int started;
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

    private Cluster(FaultyServers servers, Plan plan, Map<Server, SmallDisk> disks, Path folder) {
        this.folder = folder;
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
        var cluster = new Cluster(servers, plan, disks, temporaryFolder());
        try {
            cluster.launch(plan);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("spate-replicas-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(Plan plan) {
        settings.putAll(scope.settings());
        settings.put("SPATE_DATA", folder.toString());
        settings.put("logging.level.root", "WARN");
        // The page is served by its own routes, as it is where everything is one process.
        settings.put("spring.web.resources.add-mappings", "false");
        settings.put("spring.web.resources.static-locations", "classpath:/none/");
        settings.putAll(plan.settings());
        add(Service.API, plan.apis());
        // The tables are there and the keys can be read before the others ask for them.
        replicas.forEach(replica -> replica.awaitReady(START_MAX));
        settings.put("SPATE_JWKS_URL", "http://127.0.0.1:" + proxy.port() + "/.well-known/jwks.json");
        add(Service.CHAT, plan.chats());
        add(Service.STREAM, plan.streams());
        replicas.forEach(replica -> replica.awaitReady(START_MAX));
        replicas.forEach(this::awaitServing);
    }

    private void add(Service service, int count) {
        for (int n = 0; n < count; n++) {
            Path cache = caches.get(service);
            add(service, cache == null ? List.of() : List.of("-XX:AOTCache=" + cache));
        }
    }

    private ReplicaProcess add(Service service, List<String> options) {
        Path log = folder.resolve("%s-%d.log".formatted(service, started++));
        var replica = ReplicaProcess.start(service, settings, options, log);
        replicas.add(replica);
        Thread.ofVirtual().name("spate-probe-" + replica.port()).start(() -> probe(replica));
        return replica;
    }

    /// Adds a replica for as long as something else goes on; later replicas of the service start with what it has
    /// learnt by then (JEP 514 and 515), as those of an image would that was built so.
    public void learn(Service service, Interruptible meanwhile) throws IOException, InterruptedException {
        Path cache = folder.resolve(service + ".aot");
        ReplicaProcess learner = add(service, List.of("-XX:AOTCacheOutput=" + cache));
        learner.awaitReady(START_MAX);
        awaitServing(learner);
        meanwhile.run();
        remove(learner);
        if (Files.exists(cache)) {
            caches.put(service, cache);
        }
    }

    /// Something that takes a while.
    public interface Interruptible {
        void run() throws IOException, InterruptedException;
    }

    /// As Kubernetes does: out of what the proxy sends viewers to, SIGTERM, its drain.
    private void remove(ReplicaProcess replica) {
        leaving.add(replica);
        replica.end();
        replicas.remove(replica);
        ready.remove(replica);
        leaving.remove(replica);
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

    /// Replaces one replica after the other, each as Kubernetes does with `maxSurge: 1` and `maxUnavailable: 0`: the
    /// new one is ready before the old one is told to end.
    public void roll(Service service) {
        for (ReplicaProcess replica : replicas(service)) {
            add(service, 1);
            ReplicaProcess next = replicas.getLast();
            next.awaitReady(START_MAX);
            awaitServing(next);
            remove(replica);
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
        while (!ending && replicas.contains(replica)) {
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
