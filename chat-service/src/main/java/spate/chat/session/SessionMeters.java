package spate.chat.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import spate.protocol.CloseReason;
import spate.protocol.ErrorCode;

/// Figures of the sessions. Thread-safe.
final class SessionMeters {

    private final AtomicInteger sessions;
    private final Counter opened;
    private final Counter posts;
    private final Counter joins;
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final Map<ErrorCode, Counter> refused = new EnumMap<>(ErrorCode.class);

    SessionMeters(MeterRegistry meters) {
        this.sessions = meters.gauge("spate.sessions", new AtomicInteger());
        this.opened = meters.counter("spate.sessions.opened");
        this.posts = meters.counter("spate.posts");
        this.joins = meters.counter("spate.joins");
        for (CloseReason reason : CloseReason.values()) {
            closed.put(
                    reason,
                    meters.counter(
                            "spate.sessions.closed", "code", String.valueOf(reason.code()), "reason", reason.reason()));
        }
        for (ErrorCode code : ErrorCode.values()) {
            refused.put(code, meters.counter("spate.frames.refused", "code", code.code()));
        }
    }

    void opened() {
        opened.increment();
        sessions.incrementAndGet();
    }

    void left() {
        sessions.decrementAndGet();
    }

    /// The server ended a session.
    void closed(CloseReason reason) {
        count(closed.get(reason));
    }

    void refused(ErrorCode code) {
        count(refused.get(code));
    }

    void posted() {
        posts.increment();
    }

    void joined() {
        joins.increment();
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }
}
