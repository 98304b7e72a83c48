package spate.rooms.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.Refusal;
import spate.rooms.policy.BotId;
import spate.rooms.policy.RoomPolicy;

/// Says whether a viewer may post now. Thread-safe.
///
/// Redis decides for all replicas. The first message that it does not answer in time is decided here, and so are
/// all that follow, without asking, until Redis was seen to answer again: a dead Redis delays the messages of one
/// moment and no other.
public final class PostLimits implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PostLimits.class);
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

    private final LimitProperties properties;
    private final PostRate bots;
    private final LocalLimits local;
    private final RedisLimits shared;
    private final Counter decidedHere;
    private final Counter failed;
    private volatile boolean asksRedis;
    private @Nullable Disposable sweeping;
    private @Nullable Disposable probing;

    PostLimits(LimitProperties properties, RedisLimits shared, MeterRegistry meters) {
        this.properties = properties;
        this.bots = new PostRate(properties.botPerSecond(), properties.botBurst());
        this.local = new LocalLimits(properties.viewersMax());
        this.shared = shared;
        this.decidedHere = meters.counter("spate.limits.local");
        this.failed = meters.counter("spate.limits.failed");
        meters.gauge("spate.limits.shared", this, limits -> limits.asksRedis ? 1 : 0);
    }

    /// Takes the viewer's turn to post a message.
    ///
    /// @param event the message's id: sent again, it need not wait for itself
    /// @param home where the answer comes, in one task with others that go there; while Redis is away it may come
    ///     on any thread
    /// @return why the viewer has to wait, or empty where the turn was taken. Never fails
    public Mono<Optional<Refusal>> take(RoomPolicy policy, String viewer, EventId event, PostRate rate, Executor home) {
        return Mono.defer(() -> {
            Turn turn = Turn.of(policy, viewer, event, rateOf(viewer, rate));
            if (!asksRedis) {
                return Mono.just(refusal(here(turn)));
            }
            return shared.take(turn, home)
                    .doOnNext(taken -> {
                        if (taken.waitMillis() == 0) {
                            local.took(turn, System.nanoTime());
                        }
                    })
                    .onErrorResume(e -> {
                        away(e);
                        return Mono.fromSupplier(() -> here(turn));
                    })
                    .map(PostLimits::refusal);
        });
    }

    /// The message was not posted after all: slow mode does not wait after it. Completes within the time-out, and
    /// never fails.
    public Mono<Void> giveBack(RoomPolicy policy, String viewer, EventId event, PostRate rate) {
        return Mono.defer(() -> {
            Turn turn = Turn.of(policy, viewer, event, rateOf(viewer, rate));
            if (turn.pauseMillis() == 0) {
                return Mono.empty();
            }
            local.giveBack(turn);
            return asksRedis
                    ? shared.giveBack(turn)
                            .timeout(properties.timeout())
                            .doOnError(this::away)
                            .onErrorComplete()
                            .then()
                    : Mono.empty();
        });
    }

    /// A bot has a rate of its own, whichever way it posts.
    private PostRate rateOf(String viewer, PostRate rate) {
        return BotId.isBot(viewer) ? bots : rate;
    }

    private Taken here(Turn turn) {
        decidedHere.increment();
        return local.take(turn, System.nanoTime());
    }

    private static Optional<Refusal> refusal(Taken taken) {
        return switch (taken.code()) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of(Refusal.retryAfter(ErrorCode.SLOW_MODE, "slow mode: wait a moment", taken.waitMillis()));
            default ->
                Optional.of(Refusal.retryAfter(
                        ErrorCode.RATE_LIMITED, "too many messages, wait a moment", taken.waitMillis()));
        };
    }

    private void away(Throwable e) {
        failed.increment();
        if (asksRedis) {
            asksRedis = false;
            log.warn("Redis does not limit now, each replica does: {}", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void start() {
        sweeping = Flux.interval(SWEEP).onBackpressureDrop().subscribe(_ -> local.sweep(System.nanoTime()));
        probing = Flux.interval(Duration.ZERO, properties.retry())
                .onBackpressureDrop()
                .filter(_ -> properties.shared() && !asksRedis)
                .concatMap(_ -> shared.ask().timeout(PROBE_TIMEOUT).onErrorComplete(), 1)
                .subscribe(_ -> answers());
    }

    private void answers() {
        asksRedis = true;
        log.info("Redis limits over all replicas");
    }

    @Override
    public void stop() {
        if (sweeping != null && probing != null) {
            sweeping.dispose();
            probing.dispose();
            sweeping = null;
        }
    }

    @Override
    public boolean isRunning() {
        return sweeping != null;
    }
}
