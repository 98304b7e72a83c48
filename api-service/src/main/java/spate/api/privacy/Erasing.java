package spate.api.privacy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.lease.Lease;
import spate.protocol.RoomId;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;
import spate.rooms.replay.RecentFormat;
import spate.rooms.revocation.Revocations;

/// Erases what is left of viewers who left: one replica at a time, in small steps, and everything looked through
/// several times, because what they wrote last may be on its way to the archive still.
final class Erasing extends BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(Erasing.class);
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final int VIEWERS_MAX = 10;
    private static final int ROOMS_MAX = 50;
    private static final int PROGRAMS_MAX = 50;
    private static final int EVENTS_MAX = 1_000;

    /// When everything is looked through again; after the last, a token of the viewer has run out everywhere.
    private static final List<Duration> AGAIN =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private final ErasureRows rows;
    private final LeftRooms rooms;
    private final Revocations revocations;
    private final Lease lease;
    private final ReactiveStringRedisTemplate redis;
    private final Duration every;
    private final Clock clock;

    Erasing(
            ErasureRows rows,
            LeftRooms rooms,
            Revocations revocations,
            Lease lease,
            ReactiveStringRedisTemplate redis,
            Duration every,
            Clock clock) {
        this.rows = rows;
        this.rooms = rooms;
        this.revocations = revocations;
        this.lease = lease;
        this.redis = redis;
        this.every = every;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        return Flux.interval(every)
                .onBackpressureDrop()
                .concatMap(
                        _ -> erase().timeout(STEP).onErrorResume(e -> {
                            LOG.warn("What viewers who left wrote cannot be erased now: {}", e.toString());
                            return Mono.empty();
                        }),
                        1)
                .subscribe();
    }

    private Mono<Void> erase() {
        return rows.due(clock.millis(), VIEWERS_MAX)
                .filter(due -> !due.isEmpty())
                .flatMap(due -> lease.take()
                        .filter(isTaken -> isTaken)
                        .flatMap(_ ->
                                Flux.fromIterable(due).concatMap(this::step).then()));
    }

    private Mono<Void> step(ErasureRows.Erasure erasure) {
        String viewer = erasure.viewer();
        return endPrograms(viewer)
                .zipWhen(_ -> rows.findRooms(viewer)
                        .then(rows.roomsThatShow(viewer, ROOMS_MAX))
                        .flatMap(shown -> each(shown, room -> rooms.clear(room, viewer))))
                .map(both -> both.getT1() || both.getT2())
                .zipWhen(_ -> rows.roomsToClose(viewer, ROOMS_MAX)
                        .flatMap(open -> each(open, room -> rooms.close(room, viewer))))
                .map(both -> both.getT1() || both.getT2())
                .flatMap(isMore -> rooms.forgetFavours(viewer, ROOMS_MAX)
                        .zipWith(rows.deleteOwn(viewer), (favours, own) -> isMore || favours || own))
                .flatMap(isMore -> lookThrough(viewer).map(scanned -> isMore || scanned))
                .flatMap(isMore -> next(erasure, isMore));
    }

    /// Puts the bots of the viewer's rooms out and takes the webhooks away. What bots wrote stays.
    ///
    /// @return whether there may be more
    private Mono<Boolean> endPrograms(String viewer) {
        return rows.bots(viewer, PROGRAMS_MAX)
                .flatMap(bots -> bots.isEmpty() ? Mono.just(false) : putOut(bots))
                .zipWhen(_ -> rows.webhooks(viewer, PROGRAMS_MAX)
                        .flatMap(webhooks -> webhooks.isEmpty()
                                ? Mono.just(false)
                                : rows.deleteWebhooks(webhooks)
                                        .map(isMore -> isMore || webhooks.size() >= PROGRAMS_MAX)))
                .map(both -> both.getT1() || both.getT2());
    }

    /// Told before they are deleted: whoever finds them again tells it again.
    private Mono<Boolean> putOut(List<ErasureRows.Bot> bots) {
        return revocations
                .tell(bots.stream().map(ErasureRows.Bot::signIn).toList())
                .then(rows.deleteBots(bots))
                .thenReturn(bots.size() >= PROGRAMS_MAX);
    }

    private static <T> Mono<Boolean> each(List<T> found, Function<T, Mono<Void>> deed) {
        return Flux.fromIterable(found).concatMap(deed).then(Mono.just(found.size() >= ROOMS_MAX));
    }

    /// Takes the viewer's name out of a stretch of the next room.
    ///
    /// @return whether there may be more
    private Mono<Boolean> lookThrough(String viewer) {
        return rows.nextRoom(viewer)
                .flatMap(place -> rows.after(place, EVENTS_MAX)
                        .flatMap(events -> {
                            boolean isDone = events.size() < EVENTS_MAX;
                            ErasureRows.Place reached =
                                    events.isEmpty() ? place : events.getLast().place();
                            Mono<Long> forgotten =
                                    isDone ? redis.delete(RecentFormat.roomKey(place.room())) : Mono.empty();
                            return rewrite(place, viewer, events)
                                    .then(isDone ? rewriteHeld(place.room(), viewer) : Mono.empty())
                                    .then(forgotten.onErrorComplete())
                                    .then(rows.lookedThrough(viewer, reached, isDone));
                        })
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    private Mono<Void> rewrite(ErasureRows.Place place, String viewer, List<ErasureRows.Event> events) {
        Set<String> answered = events.stream()
                .map(event -> Anonymous.answered(event.body()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return rows.ownAmong(place.room(), viewer, answered)
                .flatMapMany(own -> Flux.fromIterable(events)
                        .filter(event -> !own.isEmpty() || event.body().contains(viewer))
                        .concatMap(event -> Mono.justOrEmpty(Anonymous.without(event.body(), viewer, own))
                                .flatMap(body -> rows.rewrite(event, body))))
                .then();
    }

    /// Takes the viewer's name and words out of what messages answer that wait for a moderator.
    private Mono<Void> rewriteHeld(RoomId room, String viewer) {
        return rows.heldReplies(room, "", EVENTS_MAX)
                .expand(page -> page.size() < EVENTS_MAX
                        ? Mono.empty()
                        : rows.heldReplies(room, page.getLast().event(), EVENTS_MAX))
                .concatMap(page -> rewriteHeld(room, viewer, page))
                .then();
    }

    private Mono<Void> rewriteHeld(RoomId room, String viewer, List<ErasureRows.HeldReply> page) {
        Set<String> answered = page.stream()
                .map(held -> Anonymous.named(held.reply()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return rows.ownAmong(room, viewer, answered)
                .flatMapMany(own -> Flux.fromIterable(page)
                        .filter(held -> Anonymous.named(held.reply())
                                .filter(own::contains)
                                .isPresent())
                        .concatMap(held -> Mono.justOrEmpty(Anonymous.emptied(held.reply()))
                                .flatMap(reply -> rows.rewrite(held, reply))))
                .then();
    }

    private Mono<Void> next(ErasureRows.Erasure erasure, boolean isMore) {
        if (isMore) {
            return rows.lookAgain(erasure.viewer(), erasure.looks(), clock.millis());
        }
        if (erasure.looks() >= AGAIN.size()) {
            return rows.end(erasure.viewer());
        }
        long at = clock.millis() + AGAIN.get((int) erasure.looks()).toMillis();
        return rows.lookOn(erasure.viewer()).then(rows.lookAgain(erasure.viewer(), erasure.looks() + 1, at));
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }
}
