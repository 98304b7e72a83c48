package spate.api.figures;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import spate.api.hot.HotRooms;
import spate.api.room.Audience;
import spate.protocol.RoomId;
import spate.rooms.figures.Step;

/// Puts dashboards together. Thread-safe.
final class Figures {

    /// How much of the past a live dashboard is told again each time: late figures come within it.
    static final Duration LIVE = Duration.ofMinutes(1);

    private final FigureTables tables;
    private final Audience audience;
    private final HotWords hotWords;
    private final HotRooms hot;
    private final Clock clock;

    Figures(FigureTables tables, Audience audience, HotWords hotWords, HotRooms hot, Clock clock) {
        this.tables = tables;
        this.audience = audience;
        this.hotWords = hotWords;
        this.hot = hot;
        this.clock = clock;
    }

    /// The dashboard of a stretch of time.
    Mono<Dashboard> of(RoomId room, DashboardQuery query) {
        return Mono.zip(tables.steps(room, query), tables.chatters(room, query), tables.donors(room, query), now(room))
                .map(read -> dashboard(room, query, read.getT1(), read.getT2(), read.getT3(), read.getT4()));
    }

    private Mono<Present> now(RoomId room) {
        return Mono.zip(audience.of(room), hot.isHot(room), tables.held(room), hotWords.of(room))
                .map(read -> new Present(read.getT1(), read.getT2(), read.getT3(), read.getT4()));
    }

    /// The dashboard of the last minute in the finest steps.
    Mono<Dashboard> live(RoomId room) {
        return Mono.defer(() -> {
            long now = clock.millis();
            return of(room, DashboardQuery.of(now - LIVE.toMillis(), now, Step.FINEST.seconds(), now));
        });
    }

    private Dashboard dashboard(
            RoomId room,
            DashboardQuery query,
            StepRows steps,
            List<Dashboard.Chatter> chatters,
            List<Dashboard.Donor> donors,
            Present present) {
        long now = clock.millis();
        return new Dashboard(
                room.value(),
                query.from(),
                query.to(),
                query.step().seconds(),
                new Dashboard.Now(now, present.viewers(), Math.max(present.viewers(), steps.peak()), present.hot()),
                steps.totals(),
                steps.series(query, now),
                chatters,
                donors,
                present.words(),
                steps.moderation(present.held()));
    }

    /// How a room is just now.
    private record Present(long viewers, boolean hot, long held, List<HotWords.Word> words) {}
}
