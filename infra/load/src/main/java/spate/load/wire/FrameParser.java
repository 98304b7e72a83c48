package spate.load.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import spate.load.check.EventIndex;

/// Reads frames and events from JSON bytes, and numbers the events it meets. Confined to one thread; several
/// parsers may share one index.
public final class FrameParser {

    private static final byte[] TYPE = ascii("type");
    private static final byte[] RE = ascii("re");
    private static final byte[] ROOM = ascii("room");
    private static final byte[] PREV = ascii("prev");
    private static final byte[] POSITION = ascii("position");
    private static final byte[] EVENTS = ascii("events");
    private static final byte[] HISTORY = ascii("history");
    private static final byte[] RECOVERED = ascii("recovered");
    private static final byte[] CODE = ascii("code");
    private static final byte[] RETRY = ascii("retryAfterMs");
    private static final byte[] HEARTBEAT = ascii("heartbeatSeconds");
    private static final byte[] RECONNECT = ascii("reconnectWithinMs");
    private static final byte[] EVENT = ascii("event");
    private static final byte[] ID = ascii("id");
    private static final byte[] TEXT = ascii("text");
    private static final byte[] MESSAGE = ascii("message");

    private final EventIndex index;
    private final Marker marker;
    private final int untimed;
    private int count;
    private int messages;
    private int[] numbers = new int[256];
    private long[] scheduled = new long[256];
    private long[] delays = new long[256];

    /// @param index numbers the events
    /// @param run the word of this run in its markers
    /// @param untimed messages of each sender, the first ones, whose schedule is not told
    public FrameParser(EventIndex index, String run, int untimed) {
        this.index = index;
        this.marker = new Marker(run);
        this.untimed = untimed;
    }

    /// Reads one frame.
    ///
    /// @throws MalformedJsonException if the bytes are not a JSON object
    public Frame frame(byte[] bytes, int from, int to) {
        var cursor = new JsonCursor(bytes, from, to);
        var frame = new Frame();
        frame.textLength = to - from;
        reset();
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.fieldIs(TYPE)) {
                frame.kind = Frame.Kind.of(cursor.stringOrEmpty());
            } else if (cursor.fieldIs(RE)) {
                frame.re = cursor.number(-1);
            } else if (cursor.fieldIs(ROOM)) {
                frame.room = rawOrEmpty(cursor);
            } else if (cursor.fieldIs(PREV)) {
                frame.prev = rawOrEmpty(cursor);
            } else if (cursor.fieldIs(POSITION)) {
                frame.position = rawOrEmpty(cursor);
            } else if ((cursor.fieldIs(EVENTS) || cursor.fieldIs(HISTORY)) && cursor.peek() == '[') {
                events(bytes, cursor);
            } else if (cursor.fieldIs(RECOVERED)) {
                frame.recovered = cursor.isTrue();
            } else if (cursor.fieldIs(CODE)) {
                frame.code = cursor.stringOrEmpty();
            } else if (cursor.fieldIs(RETRY)) {
                frame.retryAfterMillis = cursor.number(0);
            } else if (cursor.fieldIs(HEARTBEAT)) {
                frame.heartbeatSeconds = cursor.number(0);
            } else if (cursor.fieldIs(RECONNECT)) {
                frame.reconnectWithinMillis = cursor.number(0);
            } else if (cursor.fieldIs(EVENT) && cursor.peek() == '"') {
                int id = cursor.skipString();
                frame.postedHi = Hash128.hi(bytes, id, cursor.at() - 1);
                frame.postedLo = Hash128.lo(bytes, id, cursor.at() - 1);
            } else {
                cursor.skip();
            }
        }
        take(frame);
        return frame;
    }

    /// Reads one event that stands alone, as SSE's `data:` carries it, into a frame of one event.
    public Frame lone(byte[] bytes, int from, int to) {
        var frame = new Frame();
        frame.kind = Frame.Kind.EVENTS;
        frame.textLength = to - from;
        reset();
        event(bytes, new JsonCursor(bytes, from, to));
        take(frame);
        return frame;
    }

    /// Reads an array of events at the cursor, as a page of the history has it; the numbers of its messages in
    /// order.
    public int[] messages(byte[] bytes, JsonCursor cursor) {
        reset();
        events(bytes, cursor);
        return Arrays.stream(numbers, 0, count).filter(index::isMessage).toArray();
    }

    private void events(byte[] bytes, JsonCursor cursor) {
        cursor.enterArray();
        while (cursor.nextElement()) {
            event(bytes, cursor);
        }
    }

    private void event(byte[] bytes, JsonCursor cursor) {
        int idFrom = 0;
        int idTo = 0;
        int textFrom = 0;
        int textTo = 0;
        boolean isMessage = false;
        cursor.enterObject();
        while (cursor.nextField()) {
            boolean isString = cursor.peek() == '"';
            if (isString && cursor.fieldIs(ID)) {
                idFrom = cursor.skipString();
                idTo = cursor.at() - 1;
            } else if (isString && cursor.fieldIs(TYPE)) {
                int from = cursor.skipString();
                isMessage = Arrays.equals(bytes, from, cursor.at() - 1, MESSAGE, 0, MESSAGE.length);
            } else if (isString && cursor.fieldIs(TEXT)) {
                textFrom = cursor.skipString();
                textTo = cursor.at() - 1;
            } else {
                cursor.skip();
            }
        }
        if (idFrom == idTo) {
            throw new MalformedJsonException("event without id");
        }
        number(bytes, idFrom, idTo, isMessage, isMessage && marker.read(bytes, textFrom, textTo));
    }

    private void number(byte[] bytes, int idFrom, int idTo, boolean isMessage, boolean isMarked) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
            scheduled = Arrays.copyOf(scheduled, count * 2);
            delays = Arrays.copyOf(delays, count * 2);
        }
        int flags = (isMessage ? EventIndex.MESSAGE : 0) | (isMarked ? EventIndex.MARKED : 0);
        numbers[count] = index.intern(
                Hash128.hi(bytes, idFrom, idTo),
                Hash128.lo(bytes, idFrom, idTo),
                (byte) flags,
                isMarked ? marker.sender() : -1,
                isMarked ? marker.number() : -1);
        scheduled[count] = isMarked && marker.number() >= untimed ? marker.scheduledMicros() : -1;
        delays[count] = isMarked ? marker.delayMicros() : 0;
        messages += isMessage ? 1 : 0;
        count++;
    }

    private void reset() {
        count = 0;
        messages = 0;
    }

    private void take(Frame frame) {
        frame.messages = messages;
        if (count > 0) {
            frame.events = Arrays.copyOf(numbers, count);
            frame.scheduledMicros = Arrays.copyOf(scheduled, count);
            frame.delayMicros = Arrays.copyOf(delays, count);
        }
    }

    private static byte[] rawOrEmpty(JsonCursor cursor) {
        if (cursor.peek() == '"') {
            return cursor.rawString();
        }
        cursor.skip();
        return Frame.NOTHING;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
