package spate.load.flood;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spate.load.check.Sequence;
import spate.load.report.Count;
import spate.load.report.Timing;
import spate.load.session.SseListener;
import spate.load.session.SseSession;
import spate.load.wire.Frame;
import spate.load.wire.MalformedJsonException;

/// One reader over SSE. Confined to its event loop.
final class Reader implements SseListener {

    private static final long BACK_MILLIS_MAX = 1000;

    private final Part part;
    private final int number;
    private final Sequence sequence = new Sequence();
    private @Nullable SseSession session;
    private byte[] position = {};
    private boolean wasJoined;
    private boolean skipsKnown;
    private boolean isOpen;
    private long startNanos;
    private long joinNanos;

    Reader(Part part, int number) {
        this.part = part;
        this.number = number;
    }

    void open() {
        startNanos = System.nanoTime();
        session = SseSession.open(
                part.loops,
                part.loop,
                part.target.sse(number, part.plan.room(), "?history=0"),
                number,
                SseSession.headerOf(position),
                this,
                part.tally);
    }

    void close() {
        if (session != null) {
            session.close();
        }
    }

    boolean hasJoined() {
        return wasJoined;
    }

    Sequence sequence() {
        return sequence;
    }

    @Override
    public void opened(SseSession ignored) {
        isOpen = true;
        part.tally.add(Count.SESSIONS_OPEN, 1);
        joinNanos = System.nanoTime();
        if (!wasJoined) {
            part.tally.add(Count.SESSIONS_CONNECTED, 1);
            part.tally.record(Timing.CONNECT, (joinNanos - startNanos) / 1000);
        }
    }

    @Override
    public void event(SseSession ignored, String event, byte[] id, byte[] data, int length) {
        part.tally.add(Count.TEXT_BYTES, length);
        try {
            switch (event) {
                case "joined" -> joined(part.parser.frame(data, 0, length));
                case "missed" -> missed(part.parser.frame(data, 0, length));
                case "audience" -> part.tally.addNamed("sse audience");
                case "drain" -> part.tally.add(Count.DRAINS, 1);
                default -> {
                    position = id.length == 0 ? position : id;
                    deliver(part.parser.lone(data, 0, length));
                }
            }
        } catch (MalformedJsonException e) {
            part.tally.add(Count.MALFORMED, 1);
        }
    }

    @Override
    public void closed(SseSession ignored, int status, String reason) {
        session = null;
        part.tally.add(Count.SESSIONS_OPEN, isOpen ? -1 : 0);
        isOpen = false;
        if (part.isEnding) {
            return;
        }
        part.tally.addNamed("sse " + reason);
        part.tally.add(Count.SESSIONS_CUT, wasJoined ? 1 : 0);
        if (part.plan.survive()) {
            long pause = 50 + ThreadLocalRandom.current().nextLong(BACK_MILLIS_MAX);
            part.later(this::comeBack, pause, TimeUnit.MILLISECONDS);
        } else {
            part.tally.add(Count.SESSIONS_FAILED, wasJoined ? 0 : 1);
        }
    }

    private void comeBack() {
        if (!part.isEnding) {
            part.tally.add(Count.RECONNECTS, 1);
            open();
        }
    }

    private void joined(Frame frame) {
        if (wasJoined) {
            part.tally.add(frame.recovered() ? Count.RECOVERED : Count.NOT_RECOVERED, 1);
            if (!frame.recovered()) {
                sequence.addToldGap();
                skipsKnown = true;
            }
        } else {
            wasJoined = true;
            long now = System.nanoTime();
            part.tally.add(Count.SESSIONS_JOINED, 1);
            part.tally.record(Timing.JOIN, (now - joinNanos) / 1000);
            part.tally.record(Timing.READY, (now - startNanos) / 1000);
        }
        position = frame.position().length == 0 ? position : frame.position();
    }

    private void missed(Frame frame) {
        part.tally.add(Count.MISSED, 1);
        sequence.addToldGap();
        position = frame.position();
    }

    private void deliver(Frame frame) {
        int event = frame.events()[0];
        if (skipsKnown && sequence.contains(event)) {
            return;
        }
        skipsKnown = false;
        sequence.add(event, 1);
        part.tally.add(Count.READER_DELIVERIES, frame.messages());
        Deliveries.time(part, frame, (number & 15) == 0);
    }
}
