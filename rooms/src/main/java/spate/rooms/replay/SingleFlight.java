package spate.rooms.replay;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Lets identical look-ups that are under way at the same time share one. Thread-safe.
///
/// Keeps nothing after a look-up has ended. The look-up goes on when those who wait for it turn away, so it
/// must end by itself. Where `keysMax` look-ups are under way, further ones are made unshared.
public final class SingleFlight<K, V> {

    private final ConcurrentHashMap<K, Mono<V>> underWay = new ConcurrentHashMap<>();
    private final int keysMax;

    /// @param keysMax look-ups that are shared at once
    public SingleFlight(int keysMax) {
        this.keysMax = keysMax;
    }

    /// The result of `lookUp`, or of the one under way for the same key.
    public Mono<V> share(K key, Supplier<Mono<V>> lookUp) {
        return Mono.defer(() -> {
            Mono<V> joined = underWay.get(key);
            if (joined != null) {
                return joined;
            }
            if (underWay.size() >= keysMax) {
                return lookUp.get();
            }
            return underWay.computeIfAbsent(key, absent -> begin(absent, lookUp));
        });
    }

    int underWay() {
        return underWay.size();
    }

    private Mono<V> begin(K key, Supplier<Mono<V>> lookUp) {
        // Removed before the result is passed on: who asks after a result was seen makes a look-up of its own.
        return Mono.defer(lookUp)
                .doOnTerminate(() -> underWay.remove(key))
                .doOnCancel(() -> underWay.remove(key))
                .share();
    }
}
