package spate.rooms.policy;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.database.BrokenConnection;

/// Ties from MySQL. Those that were found are remembered for ten seconds, and at most 10,000 of them, the ones used
/// longest ago forgotten first: a viewer who writes on does not ask the database for each message. Where nothing
/// ties a viewer to a room, that is not remembered: who follows may write at once.
final class StoredRoomTies implements RoomTies {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long REMEMBERED_MILLIS = 10_000;
    private static final int REMEMBERED_MAX = 10_000;
    private static final String TIE = "SELECT (SELECT COUNT(*) FROM room_roles WHERE room_id = :room"
            + " AND viewer_id = :viewer) AS roles, COALESCE((SELECT followed_at FROM room_follows"
            + " WHERE room_id = :room AND viewer_id = :viewer), 0) AS followed";

    private final DatabaseClient database;
    private final Clock clock;
    private final Map<Seat, Known> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Seat, Known> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    StoredRoomTies(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Tie> find(RoomId room, String viewer) {
        var seat = new Seat(room, viewer);
        return Mono.defer(() -> {
            Tie known = known(seat);
            return known == null ? stored(seat).doOnNext(tie -> remember(seat, tie)) : Mono.just(known);
        });
    }

    private Mono<Tie> stored(Seat seat) {
        return database.sql(TIE)
                        .bind("room", seat.room().value())
                        .bind("viewer", seat.viewer())
                        .map(row -> new Tie(
                                number(row.get("roles", Number.class)) > 0, number(row.get("followed", Number.class))))
                        .one()
                .retryWhen(BrokenConnection.again())
                .timeout(TIMEOUT);
    }

    private static long number(@Nullable Number value) {
        return value == null ? 0 : value.longValue();
    }

    private @Nullable Tie known(Seat seat) {
        synchronized (remembered) {
            Known known = remembered.get(seat);
            return known != null && clock.millis() < known.until() ? known.tie() : null;
        }
    }

    private void remember(Seat seat, Tie tie) {
        if (tie.isMember() || tie.followedAt() > 0) {
            synchronized (remembered) {
                remembered.put(seat, new Known(tie, clock.millis() + REMEMBERED_MILLIS));
            }
        }
    }

    private record Seat(RoomId room, String viewer) {}

    private record Known(Tie tie, long until) {}
}
