package spate.stream.figures;

import static spate.stream.figures.FigureRows.repeated;
import static spate.stream.figures.FigureRows.update;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.rooms.figures.PresenceSteps;
import spate.rooms.figures.Step;

/// Takes what presence told in Redis to MySQL, step by step, oldest first. One replica takes a step; where it dies over
/// it another takes it again, which changes nothing: numbers there only grow. For one round at a time.
final class PresenceCopy {

    private static final int ROWS_MAX = 1_000;
    private static final int STEPS_MAX = 30;
    private static final Duration CLAIM = Duration.ofSeconds(10);
    /// Without Redis nothing else waits for it.
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String ADD = "INSERT INTO room_steps (room_id,step,at,viewers,peak,joins,leaves) VALUES ";
    private static final String ADD_ROW = "(?," + Step.FINEST.seconds() + ",?,?,?,?,?)";
    private static final String ADD_TO = " ON DUPLICATE KEY UPDATE viewers = GREATEST(viewers, VALUES(viewers)),"
            + " peak = GREATEST(peak, VALUES(peak)), joins = GREATEST(joins, VALUES(joins)),"
            + " leaves = GREATEST(leaves, VALUES(leaves)), version = version + 1, folded = 0";

    private final ReactiveStringRedisTemplate redis;
    private final DatabaseClient database;
    private final Clock clock;
    private final String replica = EventId.random().value();
    private volatile long next;

    PresenceCopy(ReactiveStringRedisTemplate redis, DatabaseClient database, Clock clock) {
        this.redis = redis;
        this.database = database;
        this.clock = clock;
    }

    /// Takes the steps that are over. Ends early where another replica is at one of them.
    Mono<Void> copy() {
        return Mono.defer(() -> {
            long now = clock.millis();
            long oldest = Step.FINEST.floor(now - PresenceSteps.LIFE.toMillis());
            long end = Step.FINEST.floor(now - PresenceSteps.GRACE.toMillis());
            long from = Math.max(next, oldest);
            int due = Math.clamp((end - from) / Step.FINEST.millis(), 0, STEPS_MAX);
            return Flux.range(0, due)
                    .map(i -> from + i * Step.FINEST.millis())
                    .concatMap(this::copy, 1)
                    .takeWhile(isDone -> isDone)
                    .then()
                    .timeout(TIMEOUT);
        });
    }

    /// Whether the step is in MySQL now.
    private Mono<Boolean> copy(long step) {
        return redis.<String, String>opsForHash()
                .entries(PresenceSteps.key(step))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(told -> told.isEmpty() ? Mono.just(true) : take(step, told))
                .doOnNext(isDone -> next = isDone ? step + Step.FINEST.millis() : next);
    }

    private Mono<Boolean> take(long step, Map<String, String> told) {
        String key = PresenceSteps.key(step);
        return redis.opsForValue()
                .setIfAbsent(key + ":taker", replica, CLAIM)
                .flatMap(isMine -> isMine
                        ? write(step, RoomPresence.of(told))
                                .then(redis.unlink(key))
                                .thenReturn(true)
                        : Mono.just(false));
    }

    private Mono<Void> write(long step, List<RoomPresence> rooms) {
        return database.inConnection(connection -> FigureRows.inParts(rooms, ROWS_MAX, part -> {
            var statement = connection.createStatement(ADD + repeated(ADD_ROW, ",", part.size()) + ADD_TO);
            int at = 0;
            for (RoomPresence room : part) {
                statement.bind(at++, room.room()).bind(at++, step);
                statement.bind(at++, room.viewers()).bind(at++, room.peak());
                statement.bind(at++, room.joins()).bind(at++, room.leaves());
            }
            return update(statement);
        }));
    }
}
