package spate.api.room;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import spate.api.account.Viewer;
import spate.api.account.Viewers;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;
import spate.protocol.ErrorCode;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;

/// Begins conversations of two viewers. There is one for each pair, whoever begins it, and however often.
/// Thread-safe.
final class DirectRooms {

    private final Rooms rooms;
    private final Viewers viewers;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final TokenBuckets begun;
    private final int perViewerMax;
    private final Clock clock;

    /// @param begun bounds how often one viewer begins
    /// @param perViewerMax direct rooms that one viewer may have begun
    DirectRooms(
            Rooms rooms,
            Viewers viewers,
            DatabaseClient database,
            TransactionalOperator transaction,
            TokenBuckets begun,
            int perViewerMax,
            Clock clock) {
        this.rooms = rooms;
        this.viewers = viewers;
        this.database = database;
        this.transaction = transaction;
        this.begun = begun;
        this.perViewerMax = perViewerMax;
        this.clock = clock;
    }

    /// The direct room of two viewers; made where there is none.
    ///
    /// Fails with 404 where nobody has the handle, 403 where one of the two blocks the other, 409 where the viewer
    /// began too many, 429 where too many lately.
    Mono<Begun> begin(SignedIn viewer, String handle) {
        Duration wait = begun.take(viewer.id());
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
        return viewers.findByHandle(handle)
                .switchIfEmpty(Mono.error(DirectRooms::nobody))
                .flatMap(other -> viewers.lock(List.of(viewer.id(), other.id()))
                        .filter(areThere -> areThere)
                        .switchIfEmpty(Mono.error(DirectRooms::nobody))
                        .then(known(viewer, other))
                        .switchIfEmpty(Mono.defer(() -> make(viewer, other)))
                        .as(transaction::transactional));
    }

    private Mono<Begun> known(SignedIn viewer, Viewer other) {
        return database.sql("SELECT room_id FROM conversation_seats WHERE viewer_id = :viewer AND other_id = :other")
                .bind("viewer", viewer.id())
                .bind("other", other.id())
                .map(row -> new RoomId(String.valueOf(row.get("room_id", String.class))))
                .one()
                .flatMap(rooms::find)
                .map(room -> new Begun(room, false));
    }

    private Mono<Begun> make(SignedIn viewer, Viewer other) {
        var room = new Room(
                RoomId.randomDirect(),
                new Room.Owner(viewer.id(), viewer.handle(), viewer.name()),
                "",
                "",
                List.of(),
                Room.DIRECT,
                RoomSettings.DEFAULTS,
                1,
                clock.millis(),
                0,
                0,
                new Room.Owner(other.id(), other.handle(), other.displayName()));
        return isBlocked(viewer.id(), other.id())
                .filter(isBlocked -> !isBlocked)
                .switchIfEmpty(Mono.error(() -> Problem.of(ErrorCode.FORBIDDEN, "one of you has blocked the other")
                        .toException()))
                .flatMap(_ -> rooms.countOf(viewer.id(), Room.DIRECT))
                .filter(count -> count < perViewerMax)
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ErrorCode.TOO_MANY_ROOMS,
                                "at most " + perViewerMax + " conversations begun by one viewer")
                        .toException()))
                .flatMap(_ -> rooms.add(room)
                        .then(seat(room, viewer.id(), other.id()))
                        .then(seat(room, other.id(), viewer.id())))
                .thenReturn(new Begun(room, true));
    }

    private Mono<Void> seat(Room room, String viewer, String other) {
        return database.sql("INSERT INTO conversation_seats (room_id, viewer_id, other_id, last_at)"
                        + " VALUES (:room, :viewer, :other, :at)")
                .bind("room", room.id().value())
                .bind("viewer", viewer)
                .bind("other", other)
                .bind("at", room.createdAt())
                .then();
    }

    private Mono<Boolean> isBlocked(String viewer, String other) {
        return database.sql("SELECT EXISTS (SELECT 1 FROM blocks WHERE (viewer_id = :viewer AND blocked_id = :other)"
                        + " OR (viewer_id = :other AND blocked_id = :viewer)) AS found")
                .bind("viewer", viewer)
                .bind("other", other)
                .map(row -> Rooms.number(row, "found") != 0)
                .one();
    }

    private static RuntimeException nobody() {
        return Problem.of(ErrorCode.VIEWER_UNKNOWN, "no such viewer").toException();
    }

    /// @param isNew whether it was made just now
    record Begun(Room room, boolean isNew) {}
}
