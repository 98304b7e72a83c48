package spate.rooms.revocation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.pace.BackgroundWork;

/// Tells other replicas which sign-ins were ended, and knows those that others told. Thread-safe.
///
/// They stand in one sorted set in Redis by the time of their end, by Redis' clock, and each replica reads what
/// came since it last read. It is a signal, not a record: what is lost with Redis is bounded by the life of access
/// tokens, which cannot be renewed for an ended sign-in.
public final class Revocations extends BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);
    private static final String KEY = "spate:revoked";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /// Redis writes one after the other, but its clock may be set back a little.
    private static final long OVERLAP_MILLIS = 10_000;

    private static final RedisScript<Long> TELL = RedisScript.of("""
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            for i = 3, #ARGV do
              redis.call('ZADD', KEYS[1], now, ARGV[i])
            end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. (now - tonumber(ARGV[1])))
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[2]))
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return now
            """, Long.class);

    // First the time, then what was told since.
    private static final RedisScript<List<String>> HEAR = script("""
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            local told = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '+inf')
            table.insert(told, 1, string.format('%.0f', now))
            return told
            """);

    private final RevocationProperties properties;
    private final ReactiveStringRedisTemplate redis;
    private final Counter failed;
    /// Each with when it may be forgotten.
    private final ConcurrentHashMap<String, Long> known = new ConcurrentHashMap<>();
    private long heardMillis;

    Revocations(RevocationProperties properties, ReactiveStringRedisTemplate redis, MeterRegistry meters) {
        this.properties = properties;
        this.redis = redis;
        this.failed = meters.counter("spate.revocations.failed");
        meters.gauge("spate.revocations", known, ConcurrentHashMap::size);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static RedisScript<List<String>> script(String text) {
        return (RedisScript) RedisScript.of(text, List.class);
    }

    /// Whether a sign-in is known to have ended. Costs a look at memory.
    public boolean holds(String signIn) {
        return known.containsKey(signIn);
    }

    /// Tells that sign-ins have ended: here at once, everywhere soon. Never fails, and ends within a second; where
    /// Redis does not answer, tokens in hand work elsewhere until they run out.
    public Mono<Void> tell(Collection<String> signIns) {
        return Mono.defer(() -> {
            if (signIns.isEmpty()) {
                return Mono.empty();
            }
            signIns.forEach(this::know);
            List<String> arguments = new ArrayList<>(signIns);
            arguments.addAll(
                    0, List.of(Long.toString(properties.life().toMillis()), String.valueOf(properties.signInsMax())));
            return redis.execute(TELL, List.of(KEY), arguments)
                    .next()
                    .timeout(TIMEOUT)
                    .doOnError(e -> {
                        failed.increment();
                        log.warn("An end of a sign-in was not told: {}", String.valueOf(e.getMessage()));
                    })
                    .onErrorComplete()
                    .then();
        });
    }

    private void know(String signIn) {
        if (known.size() >= properties.signInsMax()) {
            forgetOldest();
        }
        known.put(signIn, System.nanoTime() + properties.life().toNanos());
    }

    private void forgetOldest() {
        known.entrySet().stream()
                .min((a, b) -> Long.compare(a.getValue() - b.getValue(), 0))
                .ifPresent(oldest -> known.remove(oldest.getKey()));
    }

    private Mono<List<String>> hear() {
        String since = Long.toString(Math.max(0, heardMillis - OVERLAP_MILLIS));
        return redis.execute(HEAR, List.of(KEY), List.of(since))
                .next()
                .timeout(TIMEOUT)
                .doOnError(_ -> failed.increment())
                .onErrorComplete();
    }

    private void heard(List<String> told) {
        heardMillis = Long.parseLong(told.getFirst());
        Set<String> before = known.keySet();
        told.stream().skip(1).filter(signIn -> !before.contains(signIn)).forEach(this::know);
        long now = System.nanoTime();
        known.values().removeIf(until -> now - until >= 0);
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(Duration.ZERO, properties.every())
                .onBackpressureDrop()
                .concatMap(_ -> hear(), 1)
                .subscribe(this::heard);
    }
}
