package spate.load.flood;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import spate.load.check.Sequence;
import spate.load.report.Count;
import spate.load.report.Timing;
import spate.load.session.WebSocketListener;
import spate.load.session.WebSocketSession;
import spate.load.wire.ClientFrame;
import spate.load.wire.Frame;
import spate.load.wire.FrameReader;
import spate.load.wire.MalformedJsonException;

/// One viewer over WebSocket: joins the room, records what it receives, checks the chain of positions, and,
/// where the plan says so, comes back after a cut. Confined to its event loop.
final class Viewer implements WebSocketListener {

    private static final long HELLO = 1;
    private static final long JOIN = 2;
    private static final long PING = 3;
    private static final int SAMPLE_MASK = 15;

    private final Part part;
    private final int number;
    private final Succession sessions;
    private final byte[] room;
    private final boolean isStalled;
    private final Count deliveries;
    private final Sequence sequence = new Sequence();
    private final Overlap overlap = new Overlap();
    private final @Nullable Sender sender;
    private String token;
    private byte[] position = {};
    private boolean isOpen;
    private boolean isJoined;
    private boolean wasJoined;
    private long startNanos;
    private long joinNanos;
    private long heartbeatSeconds = 25;
    private long arrivedNanos;
    private long silenceNanos;
    private long silenceMovedNanos;
    private long leftNanos;

    /// @param number the session's number, which decides source address and endpoint
    /// @param token access token, empty for a guest
    /// @param isStalled whether it is one of those that stop reading during the flood
    Viewer(Part part, int number, String token, @Nullable Sender sender, boolean isStalled) {
        this.part = part;
        this.number = number;
        this.sessions = new Succession(part, number, this);
        this.token = token;
        this.sender = sender;
        this.room = part.plan.room().getBytes(StandardCharsets.US_ASCII);
        this.isStalled = isStalled;
        this.deliveries = isStalled
                ? Count.STALLED_DELIVERIES
                : sender == null ? Count.VIEWER_DELIVERIES : Count.SENDER_DELIVERIES;
    }

    void open() {
        startNanos = System.nanoTime();
        sessions.open();
    }

    void close() {
        sessions.close();
    }

    /// Stops or goes on reading, where the viewer is one that stalls.
    void setReading(boolean reading) {
        WebSocketSession session = sessions.present();
        if (isStalled && session != null) {
            session.setReading(reading);
        }
    }

    boolean hasJoined() {
        return wasJoined;
    }

    /// The longest time between two arrivals of messages in a row.
    long silenceNanos() {
        return silenceNanos;
    }

    /// The longest of those times that a change of session fell into.
    long silenceMovedNanos() {
        return silenceMovedNanos;
    }

    /// Which group of sessions it is judged with.
    String group() {
        return isStalled ? "stalled" : sender == null ? "viewers" : "senders";
    }

    Sequence sequence() {
        return sequence;
    }

    /// Sends a ping where it is this session's turn.
    void heartbeat(int turn) {
        if (turn % heartbeatSeconds == 0) {
            tell(ClientFrame.ping(PING));
        }
    }

    /// Takes a fresh token, and tells the server of it.
    void renew(String fresh) {
        token = fresh;
        tell(ClientFrame.hello(HELLO, token));
    }

    private void tell(String text) {
        WebSocketSession session = sessions.present();
        if (session != null && session.isOpen()) {
            session.send(text);
            session.flush();
        }
    }

    /// Writes a post where the viewer is in the room; false where it is not.
    boolean post(long id, String text, String key) {
        WebSocketSession session = sessions.present();
        if (!isJoined || session == null) {
            return false;
        }
        session.send(ClientFrame.post(id, part.plan.room(), text, key));
        return true;
    }

    void flush() {
        WebSocketSession session = sessions.present();
        if (session != null) {
            session.flush();
        }
    }

    boolean isJoined() {
        return isJoined;
    }

    @Override
    public void opened(WebSocketSession opened) {
        joinNanos = System.nanoTime();
        if (sessions.isNext(opened)) {
            overlap.begin();
        } else {
            overlap.forget();
            part.tally.add(Count.SESSIONS_OPEN, 1);
            isOpen = true;
            if (wasJoined) {
                part.tally.record(Timing.BACK, (joinNanos - leftNanos) / 1000);
            } else {
                part.tally.add(Count.SESSIONS_CONNECTED, 1);
                part.tally.record(Timing.CONNECT, (joinNanos - startNanos) / 1000);
            }
        }
        opened.send(ClientFrame.hello(HELLO, token));
        opened.send(
                position.length == 0
                        ? ClientFrame.join(JOIN, part.plan.room(), part.plan.history())
                        : ClientFrame.joinAfter(JOIN, part.plan.room(), position));
        opened.flush();
    }

    @Override
    public void text(WebSocketSession from, ByteBuf buffer, int start, int length, boolean isDeflated) {
        Frame frame;
        try {
            frame = part.frames.read(buffer, start, length, isDeflated);
        } catch (MalformedJsonException e) {
            part.tally.add(Count.MALFORMED, 1);
            return;
        }
        take(from, frame);
    }

    @Override
    public FrameReader.@Nullable Comparison begun(ByteBuf buffer, int from, int length, boolean isDeflated) {
        return part.frames.begin(buffer, from, length, isDeflated);
    }

    @Override
    public void same(WebSocketSession from, Frame frame) {
        take(from, frame);
    }

    private void take(WebSocketSession from, Frame frame) {
        if (sessions.isNext(from)) {
            hearNext(from, frame);
        } else if (from == sessions.present()) {
            hear(frame);
        }
    }

    /// Until it has joined, the present session speaks for the viewer.
    private void hearNext(WebSocketSession next, Frame frame) {
        if (frame.kind() == Frame.Kind.JOINED) {
            leftNanos = System.nanoTime();
            part.tally.addNamed(sessions.follow() ? "session followed" : "session came back");
            part.tally.add(Count.SESSIONS_OPEN, isOpen ? 0 : 1);
            isOpen = true;
            overlap.end();
            hear(frame);
        } else if (frame.kind() == Frame.Kind.ERROR) {
            part.tally.addNamed("error " + frame.code());
            next.close();
        }
    }

    private void hear(Frame frame) {
        part.tally.add(Count.TEXT_BYTES, frame.textLength());
        switch (frame.kind()) {
            case EVENTS -> events(frame);
            case JOINED -> joined(frame);
            case MISSED -> missed(frame);
            case WELCOME -> heartbeatSeconds = Math.max(2, frame.heartbeatSeconds() * 4 / 5);
            case POSTED -> posted(frame);
            case ERROR -> error(frame);
            case DRAIN -> sessions.drain(frame.reconnectWithinMillis());
            case LEFT, PONG, AUDIENCE, OTHER -> {
                // Nothing to count.
            }
        }
    }

    @Override
    public void closed(WebSocketSession ended, int code, String reason) {
        if (sessions.isNext(ended)) {
            overlap.forget();
        }
        if (!sessions.ended(ended)) {
            return;
        }
        isJoined = false;
        leftNanos = System.nanoTime();
        part.tally.add(Count.SESSIONS_OPEN, isOpen ? -1 : 0);
        isOpen = false;
        if (part.isEnding) {
            return;
        }
        part.tally.addNamed(code == 0 ? "session " + reason : "close " + code);
        part.tally.add(Count.SESSIONS_CUT, wasJoined ? 1 : 0);
        if (!part.plan.survive()) {
            part.tally.add(Count.SESSIONS_FAILED, wasJoined ? 0 : 1);
            if (sender != null) {
                sender.gone();
            }
        }
    }

    private void joined(Frame frame) {
        if (frame.re() != JOIN) {
            return;
        }
        isJoined = true;
        if (wasJoined) {
            part.tally.record(Timing.BACK_JOIN, (System.nanoTime() - joinNanos) / 1000);
            joinedAgain(frame);
        } else {
            wasJoined = true;
            long now = System.nanoTime();
            part.tally.add(Count.SESSIONS_JOINED, 1);
            part.tally.record(Timing.JOIN, (now - joinNanos) / 1000);
            part.tally.record(Timing.READY, (now - startNanos) / 1000);
        }
        position = frame.position();
        if (sender != null) {
            sender.joined();
        }
    }

    /// After a cut: with `recovered` everything follows, in `history` or in frames; otherwise the session was
    /// told, and the history may repeat what it has.
    private void joinedAgain(Frame frame) {
        if (frame.recovered()) {
            part.tally.add(Count.RECOVERED, 1);
            deliver(frame);
            return;
        }
        part.tally.add(Count.NOT_RECOVERED, 1);
        overlap.forget();
        sequence.addToldGap();
        for (int event : frame.events()) {
            if (!sequence.contains(event)) {
                sequence.add(event, 1);
                part.tally.add(deliveries, 1);
            }
        }
    }

    private void events(Frame frame) {
        if (!frame.isOf(room)) {
            part.tally.addNamed("events of another room");
            return;
        }
        chain(frame);
        deliver(frame);
    }

    private void missed(Frame frame) {
        part.tally.add(Count.MISSED, 1);
        chain(frame);
        if (overlap.isOpen()) {
            // The next session would tell what this one skipped: it begins anew, after this.
            sessions.abandonNext();
        }
        sequence.addToldGap();
    }

    private void chain(Frame frame) {
        if (!Arrays.equals(position, frame.prev())) {
            part.tally.add(Count.CHAIN_BREAKS, 1);
        }
        position = frame.position();
    }

    private void deliver(Frame frame) {
        int[] events = frame.events();
        int from = overlap.firstNew(events);
        if (from == events.length) {
            return;
        }
        int first = events[from];
        int count = 1;
        for (int i = from + 1; i < events.length; i++) {
            if (events[i] == first + count) {
                count++;
            } else {
                sequence.add(first, count);
                first = events[i];
                count = 1;
            }
        }
        sequence.add(first, count);
        heard();
        part.tally.add(deliveries, frame.messages() - from);
        if (!isStalled && from == 0) {
            Deliveries.time(part, frame, (number & SAMPLE_MASK) == 0);
        }
    }

    private void heard() {
        long now = System.nanoTime();
        long silence = arrivedNanos == 0 ? 0 : now - arrivedNanos;
        silenceNanos = Math.max(silenceNanos, silence);
        if (leftNanos - arrivedNanos > 0) {
            silenceMovedNanos = Math.max(silenceMovedNanos, silence);
        }
        arrivedNanos = now;
    }

    private void posted(Frame frame) {
        if (sender != null) {
            sender.posted(frame);
        }
    }

    private void error(Frame frame) {
        part.tally.addNamed("error " + frame.code());
        if (frame.re() == JOIN) {
            part.tally.addNamed("join refused " + frame.code());
            close();
        }
        if (sender != null) {
            sender.refused(frame);
        }
    }
}
