package spate.load.flood;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spate.load.report.Count;
import spate.load.report.Timing;
import spate.load.wire.Frame;
import spate.load.wire.Marker;

/// What one signed-in viewer sends. With a rate, messages leave when they are due, whatever the answers do;
/// without, a window of unacknowledged ones is kept full. Confined to its event loop.
final class Sender {

    private static final long FIRST_ID = 100;
    private static final byte PENDING = 1;
    private static final byte ACKED = 2;
    private static final byte REFUSED = 3;
    private static final long RETRY_MILLIS_LEAST = 100;

    private final Part part;
    private final int number;
    private final int senders;
    private final Lines lines;
    private final byte[] states;
    private final long[] scheduledMicros;
    private final int[] delayMicros;
    private final short[] tries;
    private final long[] ackedHi;
    private final long[] ackedLo;
    private @Nullable Viewer viewer;
    private @Nullable Schedule schedule;
    private boolean isStarted;
    private boolean isGone;
    private int next;
    private int inFlight;
    private int settled;

    /// @param number which sender it is, of `senders`
    Sender(Part part, int number, int senders, Lines lines) {
        this.part = part;
        this.number = number;
        this.senders = senders;
        this.lines = lines;
        int messages = part.plan.messages();
        states = new byte[messages];
        scheduledMicros = new long[messages];
        delayMicros = new int[messages];
        tries = new short[messages];
        ackedHi = new long[messages];
        ackedLo = new long[messages];
    }

    void attach(Viewer attached) {
        viewer = attached;
    }

    /// Begins to send.
    ///
    /// @param startNanos when the first sender's first message is due
    void start(long startNanos) {
        isStarted = true;
        if (part.plan.rate() > 0) {
            var planned = Schedule.of(startNanos, number, senders, part.plan.rate());
            schedule = planned;
            part.later(this::sendDue, Math.max(0, planned.dueNanos(0) - System.nanoTime()), TimeUnit.NANOSECONDS);
        } else {
            fillWindow();
        }
    }

    /// The viewer is in the room (again): everything unacknowledged is sent again, in order.
    void joined() {
        if (!isStarted) {
            return;
        }
        for (int message = 0; message < next; message++) {
            if (states[message] == PENDING) {
                part.tally.add(Count.RESENT, 1);
                post(message);
            }
        }
        if (schedule == null) {
            fillWindow();
        }
        flush();
    }

    /// The log has one of the posts.
    void posted(Frame frame) {
        int message = message(frame);
        if (message < 0 || states[message] == ACKED) {
            return;
        }
        states[message] = ACKED;
        ackedHi[message] = frame.postedHi();
        ackedLo[message] = frame.postedLo();
        part.tally.add(Count.ACKED, 1);
        if (message >= part.plan.untimed()) {
            part.tally.record(Timing.POSTED, part.nowMicros() - scheduledMicros[message]);
        }
        settle();
    }

    /// One of the posts was refused; it is sent again where waiting helps and tries are left.
    void refused(Frame frame) {
        int message = message(frame);
        if (message < 0 || states[message] != PENDING) {
            return;
        }
        boolean mayHelp = switch (frame.code()) {
            case "unavailable", "rate_limited", "slow_mode" -> true;
            case "token_expired", "sign_in_required", "not_joined", "internal" -> part.plan.survive();
            default -> false;
        };
        if (mayHelp && tries[message] < part.plan.retries()) {
            tries[message]++;
            long pause = Math.max(RETRY_MILLIS_LEAST, frame.retryAfterMillis())
                    + ThreadLocalRandom.current().nextLong(RETRY_MILLIS_LEAST);
            part.later(() -> again(message), pause, TimeUnit.MILLISECONDS);
            return;
        }
        states[message] = REFUSED;
        part.tally.add(Count.REFUSED, 1);
        settle();
    }

    /// Messages that are neither acknowledged nor refused for good.
    int unsettled() {
        return states.length - settled;
    }

    /// The viewer's session is over for good.
    void gone() {
        isGone = true;
    }

    /// Messages that may still be acknowledged or refused.
    int waiting() {
        return isGone ? 0 : unsettled();
    }

    /// Event ids' hashes of what was acknowledged.
    void acked(Acked sink) {
        for (int message = 0; message < next; message++) {
            if (states[message] == ACKED) {
                sink.add(ackedHi[message], ackedLo[message]);
            }
        }
    }

    private void sendDue() {
        var planned = schedule;
        if (planned == null || part.isEnding || isGone) {
            return;
        }
        long now = System.nanoTime();
        while (next < states.length && planned.dueNanos(next) <= now) {
            first(planned.dueNanos(next));
        }
        flush();
        if (next < states.length) {
            part.later(this::sendDue, Math.max(0, planned.dueNanos(next) - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void fillWindow() {
        boolean isJoined = viewer != null && viewer.isJoined();
        while (isJoined && inFlight < part.plan.window() && next < states.length) {
            first(System.nanoTime());
        }
        flush();
    }

    /// The message is due: it is on its way from now on, also where the session is just cut.
    private void first(long dueNanos) {
        int message = next++;
        long scheduled = (dueNanos - part.originNanos) / 1000;
        scheduledMicros[message] = scheduled;
        delayMicros[message] = Math.clamp(part.nowMicros() - scheduled, 0, Integer.MAX_VALUE);
        states[message] = PENDING;
        inFlight++;
        part.tally.add(Count.SENT, 1);
        post(message);
    }

    private void again(int message) {
        if (states[message] == PENDING && !part.isEnding) {
            part.tally.add(Count.RESENT, 1);
            post(message);
            flush();
        }
    }

    private void post(int message) {
        if (viewer == null) {
            return;
        }
        String text = lines.text(number, senders, message);
        String marker = part.plan.marked()
                ? Marker.text(part.plan.run(), number, message, scheduledMicros[message], delayMicros[message])
                : "";
        viewer.post(FIRST_ID + message, text + marker, part.plan.run() + '-' + number + '-' + message);
    }

    private void settle() {
        settled++;
        inFlight--;
        if (schedule == null && inFlight <= part.plan.window() / 2) {
            fillWindow();
        }
    }

    private void flush() {
        if (viewer != null) {
            viewer.flush();
        }
    }

    private int message(Frame frame) {
        long message = frame.re() - FIRST_ID;
        return message >= 0 && message < next ? (int) message : -1;
    }

    /// Takes event ids' hashes.
    interface Acked {

        void add(long hi, long lo);
    }
}
