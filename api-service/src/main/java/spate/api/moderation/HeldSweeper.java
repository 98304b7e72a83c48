package spate.api.moderation;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;

/// Deletes messages that waited for too long, some hundred a minute; any replica may do it.
final class HeldSweeper extends BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(HeldSweeper.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HeldRows rows;
    private final Duration life;
    private final Clock clock;

    HeldSweeper(HeldRows rows, Duration life, Clock clock) {
        this.rows = rows;
        this.life = life;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(
                        _ -> rows.forget(clock.millis() - life.toMillis())
                                .timeout(TIMEOUT)
                                .onErrorResume(error -> {
                                    LOG.warn("held messages are not deleted now: {}", error.toString());
                                    return Mono.empty();
                                }),
                        1)
                .subscribe();
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }
}
