package spate.load.flood;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spate.load.report.Count;
import spate.load.session.WebSocketListener;
import spate.load.session.WebSocketSession;

/// The sessions of one viewer, one after the other: another one after a cut, and where the server is about to stop,
/// the next one joined before the present one is left. Confined to its event loop.
final class Succession {

    private static final long PAUSE_MILLIS_LEAST = 50;
    private static final long PAUSE_MILLIS_MORE = 1000;
    private static final long DRAIN_MILLIS_MAX = 60_000;
    private static final long JOIN_MILLIS_MAX = 10_000;

    private final Part part;
    private final int number;
    private final WebSocketListener listener;
    private @Nullable WebSocketSession present;
    /// What is to follow the present one, and has not joined yet.
    private @Nullable WebSocketSession next;

    /// @param number the session's number, which decides source address and endpoint
    /// @param listener hears of every session, and tells of those that open or end
    Succession(Part part, int number, WebSocketListener listener) {
        this.part = part;
        this.number = number;
        this.listener = listener;
    }

    /// Opens the first session, or the next one after a cut.
    void open() {
        present = connect();
    }

    void close() {
        if (present != null) {
            present.close();
        }
        if (next != null) {
            next.close();
        }
    }

    /// The session that speaks for the viewer; null between a cut and the next one.
    @Nullable
    WebSocketSession present() {
        return present;
    }

    /// Whether it is to follow the present one.
    boolean isNext(WebSocketSession session) {
        return session == next;
    }

    /// The next session has joined: the present one is left.
    ///
    /// @return whether there was one to leave
    boolean follow() {
        WebSocketSession before = present;
        present = next;
        next = null;
        if (before != null) {
            before.close();
        }
        return before != null;
    }

    /// A session is over; where the plan says so, another follows.
    ///
    /// @return whether the viewer is without one now
    boolean ended(WebSocketSession ended) {
        if (ended == next) {
            next = null;
            WebSocketSession told = present;
            later(told == null ? this::comeBack : () -> move(told), pause());
            return false;
        }
        if (ended != present) {
            return false;
        }
        present = null;
        if (next == null) {
            later(this::comeBack, pause());
        }
        return true;
    }

    /// The server is about to stop: moves at a random moment of the time that it gives.
    void drain(long withinMillis) {
        part.tally.add(Count.DRAINS, 1);
        WebSocketSession told = present;
        if (told != null) {
            long within = Math.clamp(withinMillis, 1, DRAIN_MILLIS_MAX);
            later(() -> move(told), ThreadLocalRandom.current().nextLong(within));
        }
    }

    private void later(Runnable step, long millis) {
        if (part.plan.survive() && !part.isEnding) {
            part.later(step, millis, TimeUnit.MILLISECONDS);
        }
    }

    /// Opens the next session, while the present one still tells what happens.
    private void move(WebSocketSession told) {
        if (told == present && next == null && !part.isEnding) {
            part.tally.add(Count.RECONNECTS, 1);
            WebSocketSession opening = connect();
            next = opening;
            later(() -> giveUp(opening), JOIN_MILLIS_MAX);
        }
    }

    private void giveUp(WebSocketSession opening) {
        if (opening == next) {
            abandonNext();
        }
    }

    /// Ends the next session; another try follows.
    void abandonNext() {
        if (next != null) {
            next.close();
        }
    }

    private void comeBack() {
        if (present == null && next == null && !part.isEnding) {
            part.tally.add(Count.RECONNECTS, 1);
            open();
        }
    }

    private WebSocketSession connect() {
        return WebSocketSession.open(
                part.loops,
                part.loop,
                part.target.webSocket(number),
                number,
                0,
                part.plan.deflate(),
                listener,
                part.tally);
    }

    private static long pause() {
        return PAUSE_MILLIS_LEAST + ThreadLocalRandom.current().nextLong(PAUSE_MILLIS_MORE);
    }
}
