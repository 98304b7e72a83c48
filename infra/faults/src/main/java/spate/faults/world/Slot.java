package spate.faults.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import spate.faults.proxy.Link;
import spate.faults.replica.Replica;
import spate.faults.replica.Service;
import spate.rooms.room.Rooms;
import spate.testing.TestScope;

/// The place of one replica: the replica that runs there now, and its stretches of network.
///
/// A replica that crashes is cut from everything at the same moment, so nobody hears of it any more; it is closed
/// behind that. The one that takes its place has lines of its own, because the dead one may take a while to end.
public final class Slot implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofMinutes(1);

    private final Name name;
    private final TestScope scope;
    private final Map<String, String> settings;
    private final List<Lines> lines;
    private final List<@Nullable Thread> endings = new ArrayList<>();
    private int turn;
    private @Nullable Replica replica;
    private volatile @Nullable Link viewers;

    /// Which place it is.
    ///
    /// @param service of which service
    /// @param number which of its replicas
    public record Name(Service service, int number) {
        public static Name chat(int number) {
            return new Name(Service.CHAT, number);
        }

        public static Name stream(int number) {
            return new Name(Service.STREAM, number);
        }

        @Override
        public String toString() {
            return service + "-" + number;
        }
    }

    /// The stretches of network to the servers.
    record Lines(Link kafka, Link mysql, Link redis) {
        private List<Link> all() {
            return List.of(kafka, mysql, redis);
        }
    }

    Slot(Name name, TestScope scope, Map<String, String> settings, List<Lines> lines) {
        this.name = name;
        this.scope = scope;
        this.settings = settings;
        this.lines = lines;
        lines.forEach(_ -> endings.add(null));
    }

    /// Its name.
    public Name name() {
        return name;
    }

    /// Port that viewers connect to; 0 where nobody answers.
    public int port() {
        Link front = viewers;
        return front == null ? 0 : front.port();
    }

    /// Whether a replica runs here that viewers can reach.
    public boolean isRunning() {
        return viewers != null;
    }

    /// Starts a replica here and returns once it is ready.
    public synchronized void start() {
        Lines on = lines.get(turn);
        awaitEnd(endings.get(turn));
        on.all().forEach(Link::mend);
        Replica started = Replica.start(name.service(), settings(on));
        replica = started;
        if (name.service() != Service.API) {
            Awaitility.await(name + " is ready")
                    .atMost(READY_MAX)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> started.bean(Rooms.class).isReady());
        }
        viewers = new Link(started.port());
    }

    /// Ends the replica as a crash does.
    public synchronized void crash() {
        Replica dead = replica;
        Link front = viewers;
        if (dead == null || front == null) {
            return;
        }
        viewers = null;
        replica = null;
        lines.get(turn).all().forEach(Link::cut);
        front.close();
        endings.set(turn, Thread.ofPlatform().daemon().name("spate-burial").start(dead::close));
        turn = (turn + 1) % lines.size();
    }

    /// Ends the replica as SIGTERM does, and returns when it has ended.
    public synchronized void drain() {
        Replica leaving = replica;
        Link front = viewers;
        if (leaving != null && front != null) {
            leaving.close();
            viewers = null;
            replica = null;
            front.close();
        }
    }

    /// A stretch of network of the replica that runs now; empty while none does.
    public @Nullable Link stretch(Stretch stretch) {
        Lines now = lines.get(turn);
        return switch (stretch) {
            case VIEWERS -> viewers;
            case KAFKA -> now.kafka();
            case MYSQL -> now.mysql();
            case REDIS -> now.redis();
        };
    }

    /// A part of the replica that runs here.
    ///
    /// @throws IllegalStateException where none does
    public synchronized <T> T bean(Class<T> type) {
        if (replica == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return replica.bean(type);
    }

    /// Takes every fault of the network away.
    public void mend() {
        lines.get(turn).all().forEach(Link::mend);
        Link front = viewers;
        if (front != null) {
            front.mend();
        }
    }

    @Override
    public synchronized void close() {
        mend();
        if (replica != null) {
            replica.close();
        }
        // What crashed may take a while yet to notice that it has no network; nobody waits for it.
        lines.forEach(each -> each.all().forEach(Link::close));
    }

    private Map<String, String> settings(Lines on) {
        var all = new HashMap<>(scope.settings());
        all.putAll(settings);
        all.put("SPATE_KAFKA", "127.0.0.1:" + on.kafka().port());
        all.put("SPATE_MYSQL_URL", elsewhere(scope.mysqlR2dbcUrl(), on.mysql()));
        all.put("SPATE_REDIS_URL", elsewhere(scope.redisUrl(), on.redis()));
        if (name.service() == Service.API) {
            all.put("spate.api.schema.jdbc-url", scope.mysqlJdbcUrl());
        }
        return all;
    }

    private static String elsewhere(String url, Link link) {
        return url.replaceFirst("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:" + link.port());
    }

    private static void awaitEnd(@Nullable Thread ending) {
        if (ending != null) {
            try {
                ending.join(READY_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (ending.isAlive()) {
                throw new IllegalStateException("a replica that crashed does not end");
            }
        }
    }
}
