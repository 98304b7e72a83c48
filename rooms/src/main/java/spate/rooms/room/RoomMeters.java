package spate.rooms.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Sinks;

/// Figures of the live path. Thread-safe.
final class RoomMeters {

    private final LongAdder deliveries = new LongAdder();
    private final FrameCost frameCost = new FrameCost();
    private final Counter missed;
    private final Counter repeats;
    private final Counter poison;
    private final Counter voided;
    private final Counter relayed;
    private final Counter flushes;
    private final MeterRegistry meters;
    private final AtomicLong delayMillis;
    private final AtomicInteger rooms;
    private final AtomicLong tailBytes;
    private final AtomicInteger files;

    RoomMeters(MeterRegistry meters) {
        this.meters = meters;
        FunctionCounter.builder("spate.deliveries", deliveries, LongAdder::sum)
                .description("Events written to sessions, counted for each session")
                .register(meters);
        Gauge.builder("spate.rooms.frame.nanos", frameCost, FrameCost::nanos)
                .description("What writing to one session took of late, nanoseconds")
                .register(meters);
        this.missed = meters.counter("spate.missed");
        this.repeats = meters.counter("spate.tail.repeats");
        this.poison = meters.counter("spate.tail.poison");
        this.voided = meters.counter("spate.tail.void");
        this.relayed = meters.counter("spate.tail.events");
        this.flushes = meters.counter("spate.tail.flushes");
        this.delayMillis = meters.gauge("spate.tail.lag.millis", new AtomicLong());
        this.rooms = meters.gauge("spate.rooms", new AtomicInteger());
        this.tailBytes = meters.gauge("spate.rooms.tail.bytes", new AtomicLong());
        this.files = meters.gauge("spate.rooms.frame.files", new AtomicInteger());
    }

    void delivered(int events) {
        deliveries.add(events);
    }

    /// What a frame costs, as it is measured here.
    FrameCost frameCost() {
        return frameCost;
    }

    void voided() {
        voided.increment();
    }

    void missed() {
        missed.increment();
    }

    void repeated() {
        repeats.increment();
    }

    void poison() {
        poison.increment();
    }

    /// @param delay from acceptance to here, milliseconds
    void relayed(long delay) {
        relayed.increment();
        delayMillis.set(delay);
    }

    void flushed() {
        flushes.increment();
    }

    void rooms(int count, long bytes) {
        rooms.set(count);
        tailBytes.set(bytes);
    }

    /// How many files with frames are open.
    AtomicInteger files() {
        return files;
    }

    /// One thread writes each room, so this counts bugs.
    void tickFailed(Sinks.EmitResult result) {
        meters.counter("spate.bugs.tick", "result", result.name()).increment();
    }
}
