package spate.rooms.room;

import static spate.rooms.room.TestEvents.ROOM;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.LogEntry;
import spate.rooms.log.LogIdentity;
import spate.rooms.log.LogProperties;
import spate.rooms.log.LogTracing;
import spate.rooms.log.LogUnavailableException;
import spate.rooms.log.Parsed;

/// Relay and joins on one thread, the test's own, with a log, policies and a store that do what the test says.
/// Time passes when the test lets it.
final class RelayRig {

    /// So many partitions that each remembers about ten of the newest events only.
    static final LogIdentity LOG = LogIdentity.of("first-topic", 1024);

    static final LogIdentity NEXT_LOG = LogIdentity.of("second-topic", 1024);

    /// Kafka does not say where the log ends.
    static final long NOBODY_KNOWS = -1;

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FakePolicies policies = new FakePolicies();
    final FakeStore store = new FakeStore();
    final EmbeddedChannel channel = new EmbeddedChannel();
    final Relay relay;
    final Joins joins;
    final WordsLookUp words;
    long next;

    /// What the log holds that was not read here yet, or [#NOBODY_KNOWS].
    long unread;

    /// How often it was asked where the log ends.
    int endsAsked;

    RelayRig() {
        RoomsProperties properties = bind(
                "spate.rooms",
                RoomsProperties.class,
                Map.of("spate.rooms.tail-batches", "16", "spate.rooms.idle", "60s"));
        LogProperties logProperties =
                bind("spate.log", LogProperties.class, Map.of("spate.log.recent-bytes", "1048576"));
        var thread = new RelayThread(time, () -> time.now(TimeUnit.NANOSECONDS));
        var roomMeters = new RoomMeters(meters);
        var window = new BatchWindow(
                properties.windowLeast().toNanos(),
                properties.windowMost().toNanos(),
                2,
                properties.share(),
                () -> FrameCost.FIRST_NANOS);
        var flushing = new Flushing(thread, properties, window, roomMeters);
        var beans = new StaticListableBeanFactory();
        var tracing = new LogTracing(beans.getBeanProvider(Tracer.class), beans.getBeanProvider(Propagator.class));
        relay = new Relay(
                properties, logProperties, flushing, roomMeters, tracing, Clock.systemUTC(), thread::nanoTime);
        joins = new Joins(thread, relay, policies, store, this::ends, properties);
        words = new WordsLookUp(thread, relay, policies);
    }

    private Mono<Map<Integer, Long>> ends(Set<Integer> partitions) {
        endsAsked++;
        if (unread == NOBODY_KNOWS) {
            return Mono.error(new LogUnavailableException("Kafka is away"));
        }
        return Mono.just(partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> next + unread)));
    }

    static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
    }

    /// A log that is read from this offset on, and live.
    static RelayRig from(long first) {
        var rig = new RelayRig();
        rig.begin(LOG, first);
        return rig;
    }

    void begin(LogIdentity log, long first) {
        beginWarmUp(log, first);
        relay.isLive();
    }

    /// A log that is read, and not live yet.
    void beginWarmUp(LogIdentity log, long first) {
        next = first;
        var from = new long[log.partitions()];
        from[log.partitionOf(ROOM)] = first;
        relay.begins(log, from);
    }

    /// The log carries another message of the room, which was appended then.
    void tellAppendedAt(long millis) {
        LogEvent event = TestEvents.at(next);
        var entry = new LogEntry(ROOM, TestEvents.id(next), "message", "viewer", 1, event.body());
        int partition = LOG.partitionOf(ROOM);
        relay.tells(partition, next, millis, new Parsed.Event(entry, partition, next), null);
        next++;
    }

    /// The log carries another message of the room.
    long tell() {
        return tell(next);
    }

    /// The log carries a message of the room again.
    long tell(long id) {
        LogEvent event = TestEvents.at(id);
        tell(new LogEntry(ROOM, TestEvents.id(id), "message", "viewer", 1, event.body()));
        return next - 1;
    }

    /// The log carries something else.
    void tell(RoomEvent event) {
        tell(LogEntry.of(ROOM, event, null));
    }

    /// The log carries something that a viewer did.
    long tell(RoomEvent event, String author) {
        tell(LogEntry.of(ROOM, event, author));
        return next - 1;
    }

    /// The log carries a viewer's reply to what was shown as of an offset.
    long tell(RoomEvent event, String author, long quotedAt) {
        tell(LogEntry.of(ROOM, event, author).quotingAt(quotedAt));
        return next - 1;
    }

    private void tell(LogEntry entry) {
        RoomId room = entry.room();
        LogIdentity log = relay.identity();
        int partition = log == null ? 0 : log.partitionOf(room);
        relay.tells(partition, next, 0, new Parsed.Event(entry, partition, next), null);
        next++;
    }

    /// The partition carries something of another room.
    void tellOfAnotherRoom() {
        LogIdentity log = relay.identity();
        relay.tells(log == null ? 0 : log.partitionOf(ROOM), next++, 0, new Parsed.Poison("of another room"), null);
    }

    void pause() {
        relay.pauses();
    }

    /// Tells so many messages, each in a batch of its own.
    void tellBatches(int count) {
        for (int n = 0; n < count; n++) {
            tell();
            pass(Duration.ofMillis(10));
            pause();
        }
    }

    void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    /// The event loop of the sessions takes as many turns as it has work for.
    void runLoop() {
        while (channel.hasPendingTasks()) {
            channel.runPendingTasks();
        }
    }

    AtomicReference<@Nullable JoinOutcome> joining(@Nullable String after, int history) {
        var outcome = new AtomicReference<@Nullable JoinOutcome>();
        joins.join(ROOM, null, after, history).subscribe(outcome::set);
        return outcome;
    }

    JoinOutcome join(@Nullable String after, int history) {
        JoinOutcome outcome = joining(after, history).get();
        if (outcome == null) {
            throw new AssertionError("the join was not answered");
        }
        return outcome;
    }

    JoinOutcome.Joined joined(@Nullable String after, int history) {
        return (JoinOutcome.Joined) join(after, history);
    }

    static String position(long offset) {
        return LOG.position(offset).toString();
    }

    /// Takes a seat and reads what there is.
    FakeReader sit(JoinOutcome.Joined joined) {
        var reader = new FakeReader(channel.eventLoop(), joined.position().offset());
        joined.seat(reader).orElseThrow().drain();
        return reader;
    }

    static byte[] json(RoomEvent event) {
        return EventJson.encode(event);
    }
}
