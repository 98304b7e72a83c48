package spate.chat.session;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The sessions of one event loop, looked after once a second by one timer for all. On that loop only.
final class LoopSessions {

    private final EventExecutor loop;
    private final Clock clock;
    private final Predicate<String> isRevoked;
    private final ArrayList<ViewerSession> sessions = new ArrayList<>();
    private final Future<?> timer;

    LoopSessions(EventExecutor loop, Clock clock, Predicate<String> isRevoked) {
        this.loop = loop;
        this.clock = clock;
        this.isRevoked = isRevoked;
        this.timer = loop.scheduleAtFixedRate(this::check, 1, 1, TimeUnit.SECONDS);
    }

    void add(ViewerSession session) {
        session.place = sessions.size();
        sessions.add(session);
    }

    void remove(ViewerSession session) {
        ViewerSession last = sessions.removeLast();
        if (last != session) {
            sessions.set(session.place, last);
            last.place = session.place;
        }
    }

    private void check() {
        long nowNanos = System.nanoTime();
        Instant now = clock.instant();
        for (ViewerSession session : List.copyOf(sessions)) {
            session.check(nowNanos, now, isRevoked);
        }
    }

    /// Does something for every session, from any thread.
    void each(Consumer<ViewerSession> action) {
        loop.execute(() -> List.copyOf(sessions).forEach(action));
    }

    void stop() {
        timer.cancel(false);
    }
}
