package spate.stream.figures;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.figures.Step;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;

/// Takes presence to MySQL, folds what changed, and lets go of what is old, round after round. A round that fails, for
/// MySQL or Redis is away, is made up for by the next.
final class FigureRounds extends BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(FigureRounds.class);

    /// Rounds between two sweeps.
    private static final int SWEEP_EVERY = 12;
    /// Transactions of a fold in one round; what is left waits for the next.
    private static final int FOLDS_MAX = 200;

    private final PresenceCopy presence;
    private final FoldRows folds;
    private final FigureSweep sweep;
    private final FiguresProperties properties;
    private volatile boolean failing;

    FigureRounds(PresenceCopy presence, FoldRows folds, FigureSweep sweep, FiguresProperties properties) {
        this.presence = presence;
        this.folds = folds;
        this.sweep = sweep;
        this.properties = properties;
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(properties.every())
                .onBackpressureDrop()
                .concatMap(number -> round(number % SWEEP_EVERY == 0), 0)
                .subscribe();
    }

    /// One round, whatever part of it fails.
    private Mono<Boolean> round(boolean withSweep) {
        var swept = withSweep ? sweep.sweep() : Mono.<Void>empty();
        return Flux.just(presence.copy(), fold(), swept)
                .concatMap(this::tried)
                .reduce(true, Boolean::logicalAnd)
                .doOnNext(isWell -> failing = failing && !isWell);
    }

    private Mono<Boolean> tried(Mono<Void> part) {
        return part.timeout(properties.timeout()).thenReturn(true).onErrorResume(error -> {
            if (!failing) {
                LOG.warn("Figures wait, and are made up for later: {}", error.toString());
            }
            failing = true;
            return Mono.just(false);
        });
    }

    private Mono<Void> fold() {
        return Flux.fromArray(Step.values()).concatMap(this::fold).then();
    }

    private Mono<Void> fold(Step finer) {
        Optional<Step> coarser = finer.coarser();
        if (coarser.isEmpty()) {
            return Mono.empty();
        }
        return folds.fold(finer, coarser.get())
                .repeat(FOLDS_MAX - 1L)
                .takeUntil(changed -> changed < FoldRows.STEPS_MAX)
                .then();
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }
}
