package spate.faults.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import spate.embedded.EmbeddedServer;
import spate.embedded.KafkaServer;
import spate.embedded.Port;
import spate.faults.proxy.Link;
import spate.faults.replica.Service;
import spate.load.rest.Account;
import spate.load.rest.RestApi;
import spate.testing.FaultyServers;
import spate.testing.TestScope;

/// Servers, replicas and accounts that the scenarios of one run share: starting them takes longer than a scenario.
///
/// Everything is in one process, apart from the servers; replicas log into one file, which names what only a fault of
/// Spate can cause.
///
/// Bounds are small, so that what happens to large rooms after hours happens here within seconds: a room's tail
/// holds little, rooms without sessions are dropped at once, and the log's recent stretch is short.
public final class World implements AutoCloseable {

    private static final long SIGN_IN_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(8);
    private static final int LINES_OF_A_SLOT = 3;
    /// Where every event is a frame of its own, races show; where many gather, what waits does.
    private static final List<String> WINDOWS = List.of("4ms", "0ms", "40ms");

    private static final int KAFKA_MEBIBYTES = 256;
    private static final int MYSQL_MEBIBYTES = 512;

    private final Map<Server, SmallDisk> disks = new EnumMap<>(Server.class);
    private final FaultyServers servers;
    private final TestScope scope;
    private final Path folder;
    private final List<Slot> chats = new ArrayList<>();
    private final List<Slot> streams = new ArrayList<>();
    private final Slot apiSlot;
    private final RestApi api;
    private final List<Account> accounts;
    private long signedInNanos = System.nanoTime();

    private World(Path folder, Plan plan) {
        this.folder = folder;
        int slots = plan.chats() + plan.streams() + 1;
        var ways = new ArrayList<KafkaWay>();
        for (int n = 0; n < slots * LINES_OF_A_SLOT; n++) {
            ways.add(KafkaWay.create());
        }
        servers = FaultyServers.start(ways.stream().map(KafkaWay::detour).toList(), data -> {
            if (plan.disks()) {
                disks.put(Server.KAFKA, SmallDisk.over(data.resolve("kafka"), KAFKA_MEBIBYTES));
                disks.put(Server.MYSQL, SmallDisk.over(data.resolve("mariadb"), MYSQL_MEBIBYTES));
            }
        });
        scope = servers.scope();
        var free = ways.iterator();
        var own = settings();
        own.putAll(plan.settings());
        apiSlot = new Slot(new Slot.Name(Service.API, 0), scope, own, lines(free));
        apiSlot.start();
        own.put("SPATE_JWKS_URL", "http://127.0.0.1:" + apiSlot.port() + "/.well-known/jwks.json");
        for (int n = 0; n < plan.chats(); n++) {
            var chat = new HashMap<>(own);
            chat.put("spate.rooms.window-least", WINDOWS.get(n % WINDOWS.size()));
            chats.add(new Slot(Slot.Name.chat(n), scope, chat, lines(free)));
        }
        for (int n = 0; n < plan.streams(); n++) {
            streams.add(new Slot(Slot.Name.stream(n), scope, own, lines(free)));
        }
        startAll();
        api = new RestApi("http://127.0.0.1:" + apiSlot.port());
        accounts = new ArrayList<>(api.accounts("viewer", plan.accounts(), 2));
    }

    /// How many of what.
    ///
    /// @param accounts viewers who can sign in
    /// @param settings of all services, over those that a world has of its own
    /// @param disks whether Kafka and MySQL have small file systems of their own; only for root
    public record Plan(int chats, int streams, int accounts, Map<String, String> settings, boolean disks) {

        /// On the file system that all share.
        public Plan(int chats, int streams, int accounts, Map<String, String> settings) {
            this(chats, streams, accounts, settings, false);
        }
    }

    /// Starts everything and returns once all replicas are ready.
    public static World start(Plan plan) {
        try {
            return new World(Files.createTempDirectory("spate-world-"), plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Database, Redis and Kafka, past all links.
    public TestScope scope() {
        return scope;
    }

    /// The servers themselves.
    public FaultyServers servers() {
        return servers;
    }

    /// The REST API.
    public RestApi api() {
        return api;
    }

    /// Where the REST API answers.
    public int apiPort() {
        return apiSlot.port();
    }

    /// The viewers' accounts; their tokens are good for the next minutes. Safe for use by several threads.
    public synchronized List<Account> accounts() {
        if (System.nanoTime() - signedInNanos > SIGN_IN_AGAIN_NANOS) {
            accounts.replaceAll(api::signIn);
            signedInNanos = System.nanoTime();
        }
        return List.copyOf(accounts);
    }

    /// The places of chat-service.
    public List<Slot> chats() {
        return chats;
    }

    /// The places of stream-service.
    public List<Slot> streams() {
        return streams;
    }

    /// A place by its name.
    public Slot slot(Slot.Name name) {
        return (name.service() == Service.CHAT ? chats : streams).get(name.number());
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
    /// @throws IllegalStateException where it has none of its own
    public SmallDisk disk(Server server) {
        SmallDisk disk = disks.get(server);
        if (disk == null) {
            throw new IllegalStateException(server + " has no small disk of its own");
        }
        return disk;
    }

    /// The file that all replicas log into.
    public Path log() {
        return folder.resolve("services.log");
    }

    /// Lines of the replicas' log that name a fault of Spate, or a buffer that was not released.
    public List<String> bugs() {
        if (!Files.exists(log())) {
            return List.of();
        }
        try (var lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("BUG:") || line.contains("LEAK:"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything that is not running is started, all at once.
    public void startAll() {
        var starts = new ArrayList<Callable<Boolean>>();
        for (var slots : List.of(chats, streams)) {
            for (Slot slot : slots) {
                slot.mend();
                if (!slot.isRunning()) {
                    starts.add(() -> {
                        slot.start();
                        return true;
                    });
                }
            }
        }
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Boolean> start : threads.invokeAll(starts)) {
                start.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a replica does not start; its log is " + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        api.close();
        try (var threads = Executors.newFixedThreadPool(chats.size() + streams.size() + 1)) {
            chats.forEach(slot -> threads.execute(slot::close));
            streams.forEach(slot -> threads.execute(slot::close));
            threads.execute(apiSlot::close);
        }
        // What is mounted over the folders goes once nothing runs there, and before they are deleted.
        servers.kafka().close();
        servers.mariaDb().close();
        disks.values().forEach(SmallDisk::close);
        servers.close();
    }

    private Map<String, String> settings() {
        var own = new HashMap<String, String>();
        own.put("server.port", "0");
        own.put("server.address", "127.0.0.1");
        own.put("SPATE_DATA", folder.toString());
        own.put("logging.threshold.console", "off");
        own.put("logging.level.root", "WARN");
        own.put("logging.file.name", log().toString());
        own.put("spate.log.partitions", "4");
        own.put("spate.log.timeout", "2s");
        own.put("spate.log.recent-bytes", "1048576");
        own.put("spate.rooms.tail-batches", "16");
        own.put("spate.rooms.tail-bytes", "65536");
        own.put("spate.rooms.idle", "1s");
        own.put("spate.chat.session.drain", "500ms");
        own.put("spate.chat.session.slow", "2s");
        own.put("spate.chat.session.posts-per-second", "1000");
        own.put("spate.chat.session.posts-burst", "10000");
        own.put("spate.chat.session.frames-per-second", "1000");
        own.put("spate.chat.session.frames-burst", "10000");
        own.put("spate.stream.subscribe.drain", "500ms");
        own.put("spate.archive.retry-max", "500ms");
        own.put("spate.archive.silence", "6s");
        // What is in the log is what the scenario put there.
        own.put("spate.stream.hot-words.enabled", "false");
        own.put("spate.api.room.per-owner-max", "100000");
        own.put("management.prometheus.metrics.export.enabled", "false");
        return own;
    }

    private List<Slot.Lines> lines(Iterator<KafkaWay> ways) {
        var lines = new ArrayList<Slot.Lines>();
        for (int n = 0; n < LINES_OF_A_SLOT; n++) {
            lines.add(new Slot.Lines(
                    ways.next().link(),
                    new Link(port(servers.mariaDb().address())),
                    new Link(port(servers.redis().address()))));
        }
        return lines;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /// A link to a port that Kafka will listen on.
    private record KafkaWay(Link link, KafkaServer.Detour detour) {
        static KafkaWay create() {
            int port = Port.anyFree();
            var link = new Link(port);
            return new KafkaWay(link, new KafkaServer.Detour(port, link.port()));
        }
    }
}
