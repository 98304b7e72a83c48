package spate.rooms.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.pace.BackgroundWork;

/// The keys that tokens are verified with, as api-service publishes them. Thread-safe.
///
/// They are fetched at the start, every minute, and when a token names a key that is not among them, but never twice
/// within two seconds: whoever names unknown keys waits for the next fetch, together with all others who do. Keys are
/// kept while they cannot be fetched.
final class KeySet extends BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(KeySet.class);
    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(2);

    /// Shortest time between two fetches. Whoever waits for it and a fetch is answered within some four seconds.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// Every so many pauses the keys are fetched though there are some.
    private static final long TURNS = REFRESH.dividedBy(PAUSE);

    private final Mono<String> source;
    private final AtomicReference<@Nullable Mono<Map<String, JWK>>> fetching = new AtomicReference<>();
    private volatile Map<String, JWK> keys = Map.of();
    private volatile long fetchedNanos = System.nanoTime() - PAUSE.toNanos();

    /// @param source fetches the JWK set as JSON
    KeySet(Mono<String> source) {
        this.source = source;
    }

    /// The key that a token names; empty where there is no such key; an error where that cannot be known now.
    Flux<JWK> keyOf(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        if (id == null) {
            return Flux.empty();
        }
        JWK known = keys.get(id);
        return known != null
                ? Flux.just(known)
                : fetched()
                        .flatMap(fetched -> Mono.justOrEmpty(fetched.get(id)))
                        .flux();
    }

    private Mono<Map<String, JWK>> fetched() {
        return Mono.defer(() -> {
            Mono<Map<String, JWK>> mine = fetch();
            Mono<Map<String, JWK>> other = fetching.compareAndExchange(null, mine);
            return other == null ? mine : other;
        });
    }

    /// One fetch for all who subscribe, once the pause after the last one is over.
    private Mono<Map<String, JWK>> fetch() {
        return Mono.defer(() -> {
                    long wait = Math.max(0, PAUSE.toNanos() - (System.nanoTime() - fetchedNanos));
                    return Mono.delay(Duration.ofNanos(wait));
                })
                .flatMap(_ -> source.timeout(FETCH_TIMEOUT))
                .map(KeySet::parse)
                .filter(parsed -> !parsed.isEmpty())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the JWK set is empty")))
                .doOnNext(parsed -> keys = parsed)
                .doOnError(e -> log.warn("The token keys cannot be fetched: {}", String.valueOf(e.getMessage())))
                .doOnTerminate(this::ended)
                .cache();
    }

    private void ended() {
        fetchedNanos = System.nanoTime();
        fetching.set(null);
    }

    private static Map<String, JWK> parse(String json) {
        try {
            return JWKSet.parse(json).getKeys().stream()
                    .filter(key -> key.getKeyID() != null)
                    .collect(Collectors.toUnmodifiableMap(JWK::getKeyID, key -> key, (first, _) -> first));
        } catch (ParseException e) {
            throw new IllegalStateException("no JWK set", e);
        }
    }

    /// So that keys are there before the first crowd, which would wait for them together with a JVM that is cold, and
    /// keys that are taken back are known to be.
    @Override
    protected Disposable begin() {
        return Flux.interval(Duration.ZERO, PAUSE)
                .onBackpressureDrop()
                .filter(turn -> keys.isEmpty() || turn % TURNS == 0)
                .concatMap(_ -> fetched().onErrorComplete(), 1)
                .subscribe();
    }
}
