package spate.stream.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.rooms.log.Parsed;
import spate.rooms.replay.RecentFormat;

/// Shows Redis what was stored, so that those who join a room need not ask MySQL. Best effort: it never fails
/// and never takes longer than its timeout; where it did not succeed, the stretches of those partitions begin
/// anew.
final class RecentHistory {

    /// Rooms of one batch that are pushed at the same time; a push is a short script.
    private static final int PUSHES_MAX = 32;

    private final ReactiveStringRedisTemplate redis;
    private final RecentAppend append;
    private final RecentHide hide;
    private final ArchiveMeters meters;
    private final Clock clock;
    private final Duration timeout;
    private final Duration pause;
    private final Duration within;
    private final SeldomLog log;
    private volatile long pausedUntilMillis = Long.MIN_VALUE;

    RecentHistory(ReactiveStringRedisTemplate redis, ArchiveMeters meters, Clock clock, ArchiveProperties properties) {
        this.redis = redis;
        this.append = new RecentAppend(redis);
        this.hide = new RecentHide(redis);
        this.meters = meters;
        this.clock = clock;
        this.timeout = properties.recentTimeout();
        this.pause = properties.recentPause();
        this.within = properties.recentWithin();
        this.log = new SeldomLog(LoggerFactory.getLogger(RecentHistory.class), clock, Duration.ofSeconds(30));
    }

    /// Takes out what a slice hid, pushes the events that it stored, then how far its partitions reach: whoever
    /// finds that far reached finds nothing that was hidden up to there. Of a partition that catches up, only what
    /// was hidden is taken out: rooms are joined where the log ends, and what is newer would soon displace this.
    ///
    /// @param appendedAt when the log took the newest record of each partition of the slice's poll, milliseconds
    ///     since 1970
    Mono<Void> push(RecentTokens tokens, Slice slice, EventRows.Written written, Map<Integer, Long> appendedAt) {
        List<Integer> partitions = slice.pieces().stream().map(Piece::partition).toList();
        if (clock.millis() < pausedUntilMillis) {
            return Mono.fromRunnable(() -> tokens.breakOff(partitions));
        }
        long since = clock.millis() - within.toMillis();
        Flux<Boolean> shown = Flux.fromIterable(slice.pieces()).concatMap(piece -> {
            boolean isCatchingUp = appendedAt.getOrDefault(piece.partition(), 0L) < since;
            return isCatchingUp
                    ? Mono.fromRunnable(() -> tokens.breakOff(List.of(piece.partition())))
                    : pushed(tokens.of(piece.partition()), piece, written.shown());
        });
        return hidden(written.decisions())
                .thenMany(shown)
                .then()
                .timeout(timeout)
                .onErrorResume(error -> {
                    tokens.breakOff(partitions);
                    pausedUntilMillis = clock.millis() + pause.toMillis();
                    meters.recentFailed();
                    log.warn("Recent history is not kept now", error);
                    return Mono.empty();
                });
    }

    private Mono<Void> hidden(List<Decision> decisions) {
        var rooms = decisions.stream().collect(Collectors.groupingBy(Decision::room));
        return Flux.fromIterable(rooms.entrySet())
                .flatMap(room -> hide.hide(room.getKey(), room.getValue()), PUSHES_MAX)
                .then();
    }

    private Mono<Boolean> pushed(String token, Piece piece, List<Parsed.Event> stored) {
        List<Parsed.Event> own = stored.stream()
                .filter(event -> event.partition() == piece.partition())
                .toList();
        return Flux.fromIterable(RecentPush.of(own, RecentAppend.EVENTS_MAX, RecentAppend.BYTES_MAX))
                .flatMap(push -> append.append(token, push), PUSHES_MAX)
                .then(redis.opsForValue()
                        .set(
                                RecentFormat.partitionKey(piece.partition()),
                                new RecentFormat.Reach(token, piece.next()).text(),
                                RecentAppend.TIME_TO_LIVE));
    }
}
