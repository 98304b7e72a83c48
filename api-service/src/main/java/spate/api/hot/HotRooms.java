package spate.api.hot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// Says how a fetch of a room's history is to be answered, and which rooms are hot. Thread-safe.
///
/// Redis counts for all replicas. A fetch that it does not answer in time is counted on this replica alone, and so
/// are all of the second after it: what the database is asked then grows with the number of replicas.
public final class HotRooms {

    private static final Logger LOG = LoggerFactory.getLogger(HotRooms.class);
    private static final long ALONE_MILLIS = 1_000;

    private final HotProperties properties;
    private final SharedHeat shared;
    private final LocalHeat local;
    private final Clock clock;
    private final Counter failed;
    private final ConcurrentHashMap<RoomId, Answers> answers = new ConcurrentHashMap<>();
    private volatile long aloneUntil = Long.MIN_VALUE;

    HotRooms(HotProperties properties, SharedHeat shared, Clock clock, MeterRegistry meters) {
        this.properties = properties;
        this.shared = shared;
        this.local = new LocalHeat(properties);
        this.clock = clock;
        this.failed = meters.counter("spate.hot.failed");
        meters.gauge("spate.hot.rooms", this, HotRooms::countHot);
    }

    /// Counts a fetch. Never fails, and waits for Redis no longer than its time-out.
    ///
    /// @param isNewest whether it is for the newest events
    public Mono<Way> enter(RoomId room, boolean isNewest) {
        if (!properties.isOn()) {
            return Mono.just(Way.ASK);
        }
        return Mono.defer(() -> isAlone() ? here(room, isNewest) : everywhere(room, isNewest))
                .map(way -> answered(room, way));
    }

    private Mono<Way> everywhere(RoomId room, boolean isNewest) {
        return shared.enter(room, isNewest)
                .timeout(properties.timeout())
                .onErrorResume(e -> {
                    away(e);
                    return here(room, isNewest);
                })
                .switchIfEmpty(here(room, isNewest));
    }

    private Mono<Way> here(RoomId room, boolean isNewest) {
        return Mono.fromSupplier(() -> local.enter(room, isNewest, clock.millis()));
    }

    /// Whether a room is hot now, on all replicas, as far as Redis can say; else on this one.
    public Mono<Boolean> isHot(RoomId room) {
        if (!properties.isOn()) {
            return Mono.just(false);
        }
        Mono<Boolean> here = Mono.fromSupplier(() -> local.isHot(room, clock.millis()));
        return Mono.defer(() -> isAlone()
                ? here
                : shared.isHot(room).timeout(properties.timeout()).onErrorResume(e -> {
                    away(e);
                    return here;
                }));
    }

    /// A room whose snapshot this replica is asked for has so many answers a second.
    private Way answered(RoomId room, Way way) {
        if (way != Way.SHARE) {
            return way;
        }
        long now = clock.millis();
        if (answers.size() >= properties.roomsMax() && !answers.containsKey(room)) {
            answers.values().removeIf(each -> each.isOver(now));
            if (answers.size() >= properties.roomsMax()) {
                return Way.WAIT;
            }
        }
        return answers.computeIfAbsent(room, _ -> new Answers()).take(now, properties.answersMax()) ? way : Way.WAIT;
    }

    private boolean isAlone() {
        return clock.millis() < aloneUntil;
    }

    private void away(Throwable e) {
        failed.increment();
        aloneUntil = clock.millis() + ALONE_MILLIS;
        LOG.debug("Redis does not count fetches now, each replica does: {}", e.toString());
    }

    private long countHot() {
        long now = clock.millis();
        answers.values().removeIf(each -> each.isOver(now));
        return answers.size();
    }
}
