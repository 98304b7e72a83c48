package spate.api.outbox;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// When the relay looks for events: at once after a local write, and from time to time for what other replicas
/// wrote. Thread-safe.
final class OutboxTicks {

    private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();
    private final Duration interval;

    OutboxTicks(Duration interval) {
        this.interval = interval;
    }

    /// Makes the relay look now. Two at the same moment may become one: the relay takes whatever is there.
    void wake() {
        // A wake that is not heard (no relay runs, or another thread wakes just now) is made up for by the
        // interval.
        var _ = wakes.tryEmitNext(true);
    }

    Flux<Boolean> ticks() {
        return Flux.merge(wakes.asFlux(), Flux.interval(Duration.ZERO, interval).map(_ -> true))
                .onBackpressureLatest();
    }
}
