package spate.rooms.room;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ReferenceCounted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;
import spate.protocol.frame.ServerFrames;
import spate.rooms.log.LogIdentity;

/// Events of a room that travel together: what one `events` frame holds. Immutable; shared by all sessions.
///
/// Its encoded forms stand outside the heap, once for all sessions: bytes of the heap would be copied out of it
/// again for each socket. They go when whoever made the batch lets go of it and the last socket has written them.
public final class Batch {

    private final RoomId room;
    private final LogIdentity log;
    private final long prev;
    private final long last;
    private final List<LogEvent> events;
    private final int bytes;
    private final FramePages pages;
    private final Map<Encoding, ByteBuf> encoded = new EnumMap<>(Encoding.class);
    private final Map<Encoding, FrameSlice> placed = new EnumMap<>(Encoding.class);
    private boolean isReleased;

    /// @param prev offset just before the first event here: the `last` of the batch before
    /// @param last offset up to which this batch tells all, at least that of its last event
    /// @param events in order; none where all that there were are hidden
    Batch(RoomId room, LogIdentity log, long prev, long last, List<LogEvent> events) {
        this(room, log, prev, last, events, FramePages.NONE);
    }

    /// @param pages where its large frames may stand
    Batch(RoomId room, LogIdentity log, long prev, long last, List<LogEvent> events, FramePages pages) {
        this.room = room;
        this.log = log;
        this.prev = prev;
        this.last = last;
        this.events = List.copyOf(events);
        int sum = 0;
        for (LogEvent event : events) {
            sum += event.body().length;
        }
        this.bytes = sum;
        this.pages = pages;
    }

    public RoomId room() {
        return room;
    }

    /// The incarnation of the log that the offsets belong to.
    public LogIdentity log() {
        return log;
    }

    public long prev() {
        return prev;
    }

    public long last() {
        return last;
    }

    public List<LogEvent> events() {
        return events;
    }

    /// Size of the events' JSON.
    int bytes() {
        return bytes;
    }

    /// This batch in the form that a transport writes; encoded at the first call, the same bytes at every later
    /// one. Any thread.
    ///
    /// @return the caller's to release, or null where the batch was let go of
    public @Nullable ByteBuf encoded(Encoding encoding) {
        // The first of the event loops encodes, the others wait the few microseconds instead of doing it again.
        synchronized (encoded) {
            return isReleased
                    ? null
                    : encoded.computeIfAbsent(encoding, e -> direct(encode(e))).retainedDuplicate();
        }
    }

    /// The same as [#encoded], for a socket that takes its bytes as they are: a large frame comes as a region of a
    /// file in memory, which costs no copy. Any thread.
    ///
    /// @return a `ByteBuf` or a `FileRegion`, the caller's to release, or null where the batch was let go of
    public @Nullable ReferenceCounted framed(Encoding encoding) {
        synchronized (encoded) {
            if (!isReleased && bytes >= FramePages.FRAME_LEAST && !encoded.containsKey(encoding)) {
                FrameSlice slice = placed.computeIfAbsent(encoding, this::place);
                if (slice != null) {
                    return slice.region();
                }
            }
            return encoded(encoding);
        }
    }

    private @Nullable FrameSlice place(Encoding encoding) {
        byte[] frame = encode(encoding);
        FrameSlice slice = pages.put(frame);
        if (slice == null) {
            encoded.put(encoding, direct(frame));
        }
        return slice;
    }

    /// Lets go of the encoded forms: there are none from now on. Any thread; letting go twice does nothing.
    void release() {
        synchronized (encoded) {
            isReleased = true;
            encoded.values().forEach(ByteBuf::release);
            encoded.clear();
            placed.values().forEach(FrameSlice::release);
            placed.clear();
        }
    }

    private static ByteBuf direct(byte[] bytes) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
    }

    private byte[] encode(Encoding encoding) {
        return switch (encoding) {
            case WEBSOCKET -> WebSocketFraming.text(frame());
            case WEBSOCKET_DEFLATED -> WebSocketFraming.deflated(frame());
            case SSE -> SseFraming.events(log, events);
        };
    }

    private byte[] frame() {
        var bodies = new ArrayList<byte[]>(events.size());
        for (LogEvent event : events) {
            bodies.add(event.body());
        }
        return ServerFrames.events(room, log.position(prev), log.position(last), bodies);
    }

    /// This batch without what a mark hides; the offsets stay.
    Batch without(HidingMark mark) {
        var left = new ArrayList<>(events);
        mark.takeFrom(left);
        return new Batch(room, log, prev, last, left, pages);
    }

    /// What of this batch comes after an offset within it.
    ///
    /// @param offset at least `prev` and below `last`
    Batch after(long offset) {
        return new Batch(
                room,
                log,
                offset,
                last,
                events.stream().filter(e -> e.offset() > offset).toList());
    }
}
