package spate.chat.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// Forgets the viewers who have not posted lately.
final class RateSweeper implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final PostRates rates;
    private final SlowMode slowMode;
    private volatile @Nullable Disposable running;

    RateSweeper(PostRates rates, SlowMode slowMode) {
        this.rates = rates;
        this.slowMode = slowMode;
    }

    @Override
    public void start() {
        running = Flux.interval(EVERY).onBackpressureDrop().subscribe(_ -> sweep(System.nanoTime()));
    }

    private void sweep(long now) {
        rates.sweep(now);
        slowMode.sweep(now);
    }

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
