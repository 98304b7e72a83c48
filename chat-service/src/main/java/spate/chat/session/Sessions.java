package spate.chat.session;

import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// All sessions of this replica. Thread-safe.
final class Sessions {

    private final Clock clock;
    private final Predicate<String> isRevoked;
    private final SessionMeters meters;
    private final Map<EventExecutor, LoopSessions> loops = new ConcurrentHashMap<>();
    private final Map<String, Integer> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /// @param isRevoked whether a sign-in was ended
    Sessions(Clock clock, Predicate<String> isRevoked, SessionMeters meters) {
        this.clock = clock;
        this.isRevoked = isRevoked;
        this.meters = meters;
    }

    int count() {
        return count.get();
    }

    /// How many sessions an address has.
    int of(String address) {
        return addresses.getOrDefault(address, 0);
    }

    /// On the session's event loop.
    void add(ViewerSession session) {
        count.incrementAndGet();
        addresses.merge(session.address(), 1, Integer::sum);
        loops.computeIfAbsent(session.loop(), loop -> new LoopSessions(loop, clock, isRevoked))
                .add(session);
        meters.opened();
    }

    /// On the session's event loop.
    void remove(ViewerSession session) {
        count.decrementAndGet();
        addresses.computeIfPresent(session.address(), (_, n) -> n == 1 ? null : n - 1);
        LoopSessions on = loops.get(session.loop());
        if (on != null) {
            on.remove(session);
        }
        meters.left();
    }

    /// Does something for every session, each on its event loop.
    void each(Consumer<ViewerSession> action) {
        loops.values().forEach(on -> on.each(action));
    }

    void stop() {
        loops.values().forEach(LoopSessions::stop);
    }
}
