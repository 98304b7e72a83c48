package spate.api.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import spate.api.hot.HotRooms;
import spate.api.hot.Way;
import spate.api.room.RoomRights;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.api.web.TokenBuckets;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;

/// Answers fetches of history: from the database, or, where a room is hot, from a snapshot that everybody shares.
/// Thread-safe.
final class Histories {

    private static final int WAIT_LEAST_MILLIS = 1_000;
    private static final int WAIT_MOST_MILLIS = 4_000;
    private static final HistoryQuery WHOLE = new HistoryQuery(null, null, HistoryQuery.LIMIT_MAX);

    private final Rooms rooms;
    private final StoredEvents events;
    private final HotRooms hot;
    private final Snapshots snapshots;
    private final TokenBuckets readers;
    private final Counter fromDatabase;
    private final Counter fromSnapshot;
    private final Counter refused;

    /// @param readers bounds how often one viewer reads direct rooms
    Histories(
            Rooms rooms,
            StoredEvents events,
            HotRooms hot,
            Snapshots snapshots,
            TokenBuckets readers,
            MeterRegistry meters) {
        this.rooms = rooms;
        this.events = events;
        this.hot = hot;
        this.snapshots = snapshots;
        this.readers = readers;
        this.fromDatabase = meters.counter("spate.history.fetches", "answered", "database");
        this.fromSnapshot = meters.counter("spate.history.fetches", "answered", "snapshot");
        this.refused = meters.counter("spate.history.fetches", "answered", "refused");
    }

    /// A page. Fails with 404 where there is no such room for the viewer, with 429 where the room is hot and no
    /// snapshot has it.
    ///
    /// A direct room cannot be hot: nobody but the two reads it, each only so often.
    Mono<HistoryPage> page(String id, HistoryQuery query, Optional<SignedIn> viewer) {
        RoomId room = RoomId.parse(id).orElseThrow(() -> Problem.roomUnknown().toException());
        if (room.isDirect()) {
            return direct(id, query, viewer);
        }
        // Who reads is the same in every such room, so no database is asked: everybody, and bots that may.
        var everywhere = new RoomPolicy(room, "", RoomSettings.DEFAULTS, 0);
        RoomRights.check(everywhere, viewer.map(SignedIn::id).orElse(null), Right.READ, 0);
        return hot.enter(room, query.isNewest()).flatMap(way -> switch (way) {
            case Way.ASK -> stored(id, query).doOnSubscribe(_ -> fromDatabase.increment());
            case Way.LOAD -> loaded(room).map(snapshot -> shown(snapshot, query));
            case Way.SHARE ->
                snapshots
                        .find(room)
                        .map(snapshot -> shown(snapshot, query))
                        .doOnNext(_ -> fromSnapshot.increment())
                        .switchIfEmpty(Mono.defer(this::refuse));
            case Way.WAIT -> refuse();
        });
    }

    private Mono<HistoryPage> direct(String id, HistoryQuery query, Optional<SignedIn> viewer) {
        String reader =
                viewer.map(SignedIn::id).orElseThrow(() -> Problem.roomUnknown().toException());
        Duration wait = readers.take(reader);
        if (!wait.isZero()) {
            throw Problem.rateLimited(wait).toException();
        }
        return rooms.require(id, reader)
                .flatMap(found -> events.page(found.id(), query))
                .doOnSubscribe(_ -> fromDatabase.increment());
    }

    private Mono<HistoryPage> stored(String id, HistoryQuery query) {
        return rooms.require(id).flatMap(found -> events.page(found.id(), query));
    }

    /// A room that is not there is a snapshot too: who asks for it again and again costs as little.
    private Mono<Snapshot> loaded(RoomId room) {
        return Mono.defer(() -> {
            fromDatabase.increment();
            return rooms.find(room)
                    .flatMap(found -> events.page(found.id(), WHOLE))
                    .map(Snapshot::of)
                    .defaultIfEmpty(Snapshot.NO_ROOM)
                    .flatMap(snapshot -> snapshots.publish(room, snapshot));
        });
    }

    private static HistoryPage shown(Snapshot snapshot, HistoryQuery query) {
        if (!snapshot.isRoom()) {
            throw Problem.roomUnknown().toException();
        }
        return snapshot.newest(query.limit());
    }

    private <T> Mono<T> refuse() {
        refused.increment();
        // Whoever was refused at the same moment comes back at different ones.
        Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextInt(WAIT_LEAST_MILLIS, WAIT_MOST_MILLIS));
        return Mono.error(Problem.rateLimited(wait).toException());
    }
}
