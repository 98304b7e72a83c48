package spate.rooms.overload;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import spate.rooms.pace.BackgroundWork;

/// Watches how much this replica has to do, four times a second, and says whether who comes new is to be shed.
/// Thread-safe; asking costs one read.
public final class Overload extends BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(Overload.class);
    private static final Duration EVERY = Duration.ofMillis(250);

    private final OverloadProperties properties;
    private final OverloadRules rules;
    private final LagProbe relay;
    private final Backlog backlog;
    private final Map<EventExecutor, LagProbe> loops = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private volatile OverloadRules.Excess shedding = OverloadRules.Excess.NONE;
    private volatile Signals signals = new Signals(0, 0, 0, 0);

    Overload(OverloadProperties properties, Executor relay, Backlog backlog, MeterRegistry meters) {
        long direct = properties.directBytes() == 0 ? Runtime.getRuntime().maxMemory() : properties.directBytes();
        this.properties = properties;
        this.rules = new OverloadRules(properties, direct, System.nanoTime());
        this.relay = new LagProbe(relay);
        this.backlog = backlog;
        this.meters = meters;
        meters.gauge("spate.overload.shedding", this, overload -> overload.sheds() ? 1 : 0);
        meters.gauge("spate.overload.relay.lag.millis", this, overload -> overload.signals.relayLagNanos() / 1e6);
        meters.gauge("spate.overload.loop.lag.millis", this, overload -> overload.signals.loopLagNanos() / 1e6);
        meters.gauge("spate.overload.log.lag.records", this, overload -> overload.signals.logLag());
        meters.gauge("spate.overload.direct.bytes", this, overload -> overload.signals.directBytes());
    }

    /// Whether new sessions and joins are to be shed now.
    public boolean sheds() {
        return shedding != OverloadRules.Excess.NONE;
    }

    /// Counts somebody who is shed.
    ///
    /// @param what `session` or `join`
    /// @return how many milliseconds to wait before coming back, different each time, so that not all come at once
    public long shed(String what) {
        meters.counter("spate.overload.shed", "what", what).increment();
        long least = properties.retryLeast().toMillis();
        return ThreadLocalRandom.current().nextLong(least, least * 4);
    }

    /// Watches the event loop of a session too.
    public void watch(EventExecutor loop) {
        loops.computeIfAbsent(loop, LagProbe::new);
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(EVERY).onBackpressureDrop().subscribe(_ -> look(System.nanoTime()));
    }

    private void look(long now) {
        long slowest = 0;
        for (LagProbe loop : loops.values()) {
            slowest = Math.max(slowest, loop.measure(now));
        }
        signals = new Signals(relay.measure(now), slowest, backlog.recordsBehind(), directBytes());
        OverloadRules.Excess before = shedding;
        shedding = rules.decide(signals, now);
        if (shedding != before) {
            log.warn("Who comes new is shed for: {} ({})", shedding, signals);
        }
    }

    /// What sockets use, and what the rooms' tails keep.
    private static long directBytes() {
        long sockets = ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
                ? provider.metric().usedDirectMemory()
                : 0;
        boolean isOne = ByteBufAllocator.DEFAULT.equals(PooledByteBufAllocator.DEFAULT);
        return isOne
                ? sockets
                : sockets + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
